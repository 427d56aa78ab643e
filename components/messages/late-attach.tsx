'use client'

import { late, lateSilently } from '@/components/late/late'

// They come behind the page: it can be read and written on without.
export const AttachButton = late(() => import('@/components/uploads/attach-parts').then((file) => file.AttachButton), {
  ahead: true,
})
export const AttachedFiles = lateSilently(() =>
  import('@/components/uploads/attach-parts').then((file) => file.AttachedFiles),
)
