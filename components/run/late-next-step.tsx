import { late } from '@/components/late/late'

export const NextStepButton = late(() => import('./next-step-button').then((file) => file.NextStepButton))
