import { lateDialog } from '@/components/late/late'

export const LabelsDialog = lateDialog(() => import('./labels-dialog').then((file) => file.LabelsDialog), {
  ahead: true,
})
