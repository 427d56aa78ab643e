'use client'

import { Suspense, useEffect, useEffectEvent, useState } from 'react'
import { lateDialog, lateSilently } from '@/components/late/late'
import { useHydrated } from '@/components/ui/use-now'
import { PaletteButton } from './palette-button'

const LateShell = lateSilently(() => import('./behind').then((file) => file.LateShell))
const Palette = lateDialog(() => import('@/components/palette/palette').then((file) => file.Palette))
const ShortcutSheet = lateDialog(() => import('./behind').then((file) => file.ShortcutSheet), { ahead: true })

type Open = 'palette' | 'sheet'

/** What can be done from every page, by key and by palette, and the button that opens the palette. */
export function ShellActions() {
  const [open, setOpen] = useState<Open | null>(null)
  const [early, setEarly] = useState('')
  const [paletteKeys, setPaletteKeys] = useState<string>()
  const isHydrated = useHydrated()
  const openPalette = () => (setEarly(''), setOpen('palette'))
  return (
    <>
      <PaletteButton onOpen={openPalette} keys={paletteKeys} />
      {isHydrated && (
        <Suspense>
          <LateShell onPalette={openPalette} onSheet={() => setOpen('sheet')} onReady={setPaletteKeys} />
        </Suspense>
      )}
      {open && (
        <Suspense
          fallback={open === 'palette' && <EarlyKeys onType={(character) => setEarly((text) => text + character)} />}
        >
          {open === 'palette' && <Palette typed={early} onClose={() => setOpen(without('palette'))} />}
          {open === 'sheet' && <ShortcutSheet onClose={() => setOpen(without('sheet'))} />}
        </Suspense>
      )}
    </>
  )
}

/** A dialog reports late that it closed: the other one may have been opened since, and stays open. */
const without = (closed: Open) => (open: Open | null) => (open === closed ? null : open)

/** Stands where a box is still being loaded and takes what is typed for it meanwhile. */
function EarlyKeys({ onType }: { onType: (character: string) => void }) {
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
