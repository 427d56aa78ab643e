// What can be done with assistants, fetched in one request behind their list.
export { SelectionBar } from '@/components/lists/selection-bar'
export { DeleteAssistantsDialog } from './delete-assistants-dialog'
