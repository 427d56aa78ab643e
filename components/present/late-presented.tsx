'use client'

import { late } from '@/components/late/late'

// Most visits present nothing.
export const PresentedThread = late(() => import('./presented-thread').then((file) => file.PresentedThread))
export const PresenterNotes = late(() => import('./presenter-notes').then((file) => file.PresenterNotes))
export const PresentedRun = late(() => import('./presented-run').then((file) => file.PresentedRun))
