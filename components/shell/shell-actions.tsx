'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useState } from 'react'
import { useAction } from '@/components/actions/use-action'
import { useShortcutKeys } from '@/components/actions/use-shortcut-keys'
import { useApi } from '@/components/connection-context'
import { newAssistantPath, threadPath } from '@/components/paths'
import { useGo } from '@/components/use-go'
import { createThreadMutation } from '@/lib/client/mutations'
import { EarlyKeys } from './early-keys'
import { PaletteButton } from './palette-button'
import { places } from './places'

const Palette = lazy(() => import('@/components/palette/palette').then((file) => ({ default: file.Palette })))
const ShortcutSheet = lazy(() =>
  import('@/components/actions/shortcut-sheet').then((file) => ({ default: file.ShortcutSheet })),
)

/** What can be done from every page, by key and by palette, and the button that opens the palette. */
export function ShellActions() {
  const t = useTranslations('palette')
  const [open, setOpen] = useState<'palette' | 'sheet' | null>(null)
  const [early, setEarly] = useState('')
  const openPalette = () => (setEarly(''), setOpen('palette'))
  useShortcutKeys()
  usePlaceActions()
  useNewActions()
  useAction({ id: 'palette', shortcut: 'palette', everywhere: true, run: openPalette })
  useAction({ id: 'sheet', label: t('sheet'), shortcut: 'sheet', everywhere: true, run: () => setOpen('sheet') })
  return (
    <>
      <PaletteButton onOpen={openPalette} />
      <Suspense
        fallback={open === 'palette' && <EarlyKeys onType={(character) => setEarly((text) => text + character)} />}
      >
        {open === 'palette' && <Palette typed={early} onClose={() => setOpen(unlessMoved)} />}
        {open === 'sheet' && <ShortcutSheet onClose={() => setOpen(null)} />}
      </Suspense>
    </>
  )
}

/** The palette tells late that it closed: what was chosen in it may have opened the sheet meanwhile. */
const unlessMoved = (open: 'palette' | 'sheet' | null) => (open === 'palette' ? null : open)

function usePlaceActions() {
  const t = useTranslations('shell')
  const { connection } = useApi()
  const go = useGo()
  const [overview, assistants, threads, runs] = places
  const offer = ({ place, shortcut, path }: (typeof places)[number]) => ({
    id: place,
    label: t(place),
    shortcut,
    everywhere: true,
    run: () => go(path(connection)),
  })
  useAction(offer(overview))
  useAction(offer(assistants))
  useAction(offer(threads))
  useAction(offer(runs))
}

function useNewActions() {
  const t = useTranslations('shortcuts.name')
  const api = useApi()
  const go = useGo()
  const create = useMutation(createThreadMutation(api, useQueryClient()))
  useAction({
    id: 'new-thread',
    label: t('new_thread'),
    shortcut: 'new_thread',
    everywhere: true,
    run: () => create.mutate(undefined, { onSuccess: ({ id }) => go(threadPath(api.connection, id)) }),
  })
  useAction({
    id: 'new-assistant',
    label: t('new_assistant'),
    shortcut: 'new_assistant',
    everywhere: true,
    run: () => go(newAssistantPath(api.connection)),
  })
}
