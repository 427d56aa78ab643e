import { late } from '@/components/late/late'

export const SelectionBar = late(() => import('./selection-bar').then((file) => file.SelectionBar), { ahead: true })
