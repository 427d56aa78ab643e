'use client'

import { Suspense, useState } from 'react'
import { lateDialog, lateSilently } from '@/components/late/late'
import { useHydrated } from '@/components/ui/use-now'
import { EarlyKeys } from './early-keys'
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
      <Suspense>
        {isHydrated && <LateShell onPalette={openPalette} onSheet={() => setOpen('sheet')} onReady={setPaletteKeys} />}
      </Suspense>
      <Suspense
        fallback={open === 'palette' && <EarlyKeys onType={(character) => setEarly((text) => text + character)} />}
      >
        {open === 'palette' && <Palette typed={early} onClose={() => setOpen(without('palette'))} />}
        {open === 'sheet' && <ShortcutSheet onClose={() => setOpen(without('sheet'))} />}
      </Suspense>
    </>
  )
}

/** A dialog tells late that it closed: what was pressed since may have opened the other one, which stays. */
const without = (closed: Open) => (open: Open | null) => (open === closed ? null : open)
