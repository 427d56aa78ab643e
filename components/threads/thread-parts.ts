// What can be done with threads, fetched in one request behind the pages that show some.
export { LabelsDialog } from '@/components/labels/labels-dialog'
export { SelectionBar } from '@/components/lists/selection-bar'
export { DeleteEmpty } from './delete-empty'
export { DeleteThreadsDialog } from './delete-threads-dialog'
export { ExportThreads } from './export-threads'
export { RenameThread } from './rename-thread'
