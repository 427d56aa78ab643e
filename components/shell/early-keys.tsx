'use client'

import { useEffect, useEffectEvent } from 'react'

/** Stands where a box is still being loaded and hears what is typed for it meanwhile. Props: onType. */
export function EarlyKeys({ onType }: { onType: (character: string) => void }) {
  const hear = useEffectEvent(onType)
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const { key, ctrlKey, metaKey, altKey, isComposing } = event
      if (key.length !== 1 || ctrlKey || metaKey || altKey || isComposing) return
      event.preventDefault()
      hear(key)
    }
    document.addEventListener('keydown', onKeyDown, true)
    return () => document.removeEventListener('keydown', onKeyDown, true)
  }, [])
  return null
}
