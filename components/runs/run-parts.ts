// What can be done with runs, fetched in one request behind the pages that show some.
export { LabelsDialog } from '@/components/labels/labels-dialog'
export { SelectionBar } from '@/components/lists/selection-bar'
export { CancelRunsDialog } from './cancel-runs-dialog'
