// What can be done with files, fetched in one request behind the pages that show some.
export { SelectionBar } from '@/components/lists/selection-bar'
export { DeleteFilesDialog } from './delete-files-dialog'
