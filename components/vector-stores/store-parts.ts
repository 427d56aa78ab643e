// What can be done with vector stores and their files, fetched in one request behind the pages that show some.
export { SelectionBar } from '@/components/lists/selection-bar'
export { DeleteStoresDialog } from './delete-stores-dialog'
export { RemoveFilesDialog } from './remove-files-dialog'
export { StoreDialog } from './store-dialog'
