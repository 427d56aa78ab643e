import { lateDialog } from '@/components/late/late'

export const RenameThread = lateDialog(() => import('./rename-thread').then((file) => file.RenameThread), {
  ahead: true,
})
export const DeleteThreadsDialog = lateDialog(
  () => import('./delete-threads-dialog').then((file) => file.DeleteThreadsDialog),
  { ahead: true },
)
