'use client'

import { late } from '@/components/late/late'

// By itself: it has the texts of a replay, which threads and runs do not bring.
export const PresentedReplay = late(() => import('./presented-replay').then((file) => file.PresentedReplay))
