'use client'

import { useEffect, useEffectEvent } from 'react'
import { useUploads } from '@/components/uploads/uploads'
import { uploadStore } from '@/components/uploads/upload-store'

/** Uploads of a place, each handed over once it is stored, as soon as the place is shown. */
export function useTakenUploads(place: string, onStored: (ids: readonly string[]) => void) {
  const uploads = useUploads(place)
  const take = useEffectEvent(() => {
    const stored = uploadStore.getState().uploads.filter((each) => each.place === place && each.state === 'stored')
    if (stored.length === 0) return
    uploads.remove(stored.map(({ key }) => key))
    onStored(stored.flatMap(({ file }) => file?.id ?? []))
  })
  useEffect(() => {
    take()
    return uploadStore.subscribe(() => take())
  }, [])
  return uploads
}
