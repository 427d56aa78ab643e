'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { usePathname } from 'next/navigation'
import { Suspense, useEffect } from 'react'
import { bringTable } from '@/components/actions/bring-table'
import { isApple } from '@/components/actions/is-apple'
import { ariaKeysOf } from '@/components/actions/press'
import { shortcuts } from '@/components/actions/shortcut-table'
import { useAction } from '@/components/actions/use-action'
import { useOnceMutation } from '@/components/actions/use-once'
import { useShortcutKeys } from '@/components/actions/use-shortcut-keys'
import { useApi } from '@/components/connection/connection-context'
import { passFocusOn } from '@/components/focus/pass-focus-on'
import { beginTour, useTourPlace } from '@/components/kept/tour-place'
import { fetchAhead } from '@/components/late/fetch-ahead'
import { matrixPath, newAssistantPath, overviewPath, threadPath } from '@/components/routing/paths'
import { useBackClosesDialog } from '@/components/routing/use-back-closes-dialog'
import { useGo } from '@/components/routing/use-go'
import { createThreadMutation } from '@/lib/client/mutations'
import { LateTour } from '@/components/tour/late-tour'
import { pageOf } from '@/components/tour/tour-steps'
import { places, settingsPlaces } from './places'
import { useElsewhereToasts } from './use-elsewhere-toasts'

interface LateShellProps {
  readonly onPalette: () => void
  readonly onSheet: () => void
  /** Called once shortcuts work, with the palette's shortcut as `aria-keyshortcuts` writes it. */
  readonly onReady: (paletteKeys: string | undefined) => void
}

/**
 * What of the shell is loaded after the page, and is not in sight but for the tour: shortcuts, actions of every page,
 * passing on the focus, Back that closes a dialog, and toasts of what happens elsewhere.
 */
export function LateShell({ onPalette, onSheet, onReady }: LateShellProps) {
  const t = useTranslations('palette')
  useShortcutKeys()
  usePlaceActions()
  useNewActions()
  useMatrixAction()
  useElsewhereToasts()
  useBackClosesDialog()
  useAction({ id: 'palette', shortcut: 'palette', everywhere: true, run: onPalette })
  useAction({ id: 'sheet', label: t('sheet'), shortcut: 'sheet', everywhere: true, run: onSheet })
  useTourAction()
  const isTouring = useTourPlace() !== ''
  useEffect(passFocusOn, [])
  useEffect(() => {
    bringTable()
    fetchAhead()
    onReady(ariaKeysOf(shortcuts.palette.keys, isApple()))
  }, [onReady])
  return (
    isTouring && (
      <Suspense>
        <LateTour />
      </Suspense>
    )
  )
}

function usePlaceActions() {
  const t = useTranslations('shell')
  const { connection } = useApi()
  const go = useGo()
  const [connections, models, mcp, transfer, shared] = settingsPlaces
  const [overview, assistants, threads, runs, files, vectorStores] = places
  const offer = ({ place, shortcut, path }: (typeof places)[number]) => ({
    id: place,
    label: t(place),
    shortcut,
    everywhere: true,
    run: () => go(path(connection)),
  })
  const offerSettings = ({ place, path, ...keys }: (typeof settingsPlaces)[number]) => ({
    id: place,
    label: t(place),
    ...keys,
    everywhere: true,
    run: () => go(path),
  })
  useAction(offer(overview))
  useAction(offer(assistants))
  useAction(offer(threads))
  useAction(offer(runs))
  useAction(offer(files))
  useAction(offer(vectorStores))
  useAction(offerSettings(connections))
  useAction(offerSettings(models))
  useAction(offerSettings(mcp))
  useAction(offerSettings(transfer))
  useAction(offerSettings(shared))
}

/** Where the tour has nothing to show it goes to its beginning. */
function useTourAction() {
  const t = useTranslations('palette')
  const { connection } = useApi()
  const go = useGo()
  const isThere = pageOf(usePathname()) !== undefined
  function run() {
    beginTour()
    if (!isThere) go(overviewPath(connection))
  }
  useAction({ id: 'tour', label: t('tour'), everywhere: true, needs: 'manage', run })
}

function useMatrixAction() {
  const t = useTranslations('palette')
  const { connection } = useApi()
  const go = useGo()
  useAction({ id: 'matrix', label: t('matrix'), everywhere: true, needs: 'run', run: () => go(matrixPath(connection)) })
}

function useNewActions() {
  const t = useTranslations('shortcuts.name')
  const api = useApi()
  const go = useGo()
  const create = useOnceMutation(createThreadMutation(api, useQueryClient()))
  useAction({
    id: 'new-thread',
    label: t('new_thread'),
    shortcut: 'new_thread',
    everywhere: true,
    needs: 'run',
    run: () => create.mutate(undefined, { onSuccess: ({ id }) => go(threadPath(api.connection, id)) }),
  })
  useAction({
    id: 'new-assistant',
    label: t('new_assistant'),
    shortcut: 'new_assistant',
    everywhere: true,
    needs: 'manage',
    run: () => go(newAssistantPath(api.connection)),
  })
}
