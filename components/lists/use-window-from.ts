'use client'

import { useSyncExternalStore } from 'react'

/** Whether the window is this wide, in rem, or wider; on the server it is. */
export function useWindowFrom(rem: number): boolean {
  const query = `(width >= ${rem}rem)`
  return useSyncExternalStore(
    (onChange) => {
      const media = matchMedia(query)
      media.addEventListener('change', onChange)
      return () => media.removeEventListener('change', onChange)
    },
    () => matchMedia(query).matches,
    () => true,
  )
}
