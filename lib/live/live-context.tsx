'use client'

import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { Api } from '@/lib/client/api'
import type { RunView } from '@/lib/run/fold'
import { browserEffects } from './browser-effects'
import { createLiveStore, unseenRun, type LiveRun, type LiveStore } from './live-store'

const LiveContext = createContext<LiveStore | undefined>(undefined)

/** One live store for the pages below. Props: api, children. */
export function LiveProvider({ api, children }: { api: Api; children: ReactNode }) {
  const client = useQueryClient()
  const [live] = useState(() => createLiveStore(browserEffects(api, client)))
  return <LiveContext value={live}>{children}</LiveContext>
}

function useLive(): LiveStore {
  const live = useContext(LiveContext)
  if (!live) throw new Error('Live runs are for components below LiveProvider.')
  return live
}

/** What has been seen of a run. It is followed while the component is mounted; null follows nothing. */
export function useLiveRun(runId: string | null): LiveRun {
  const live = useLive()
  useEffect(() => (runId === null ? undefined : live.followRun(runId)), [live, runId])
  return useStore(live.store, ({ runs }) => (runId === null ? unseenRun : (runs[runId] ?? unseenRun)))
}

/** What has been seen of these runs, including those that are no longer followed. Runs never seen are left out. */
export function useSeenRuns(runIds: readonly string[]): readonly RunView[] {
  return useStore(
    useLive().store,
    useShallow(({ runs }) =>
      runIds.flatMap((id) => {
        const view = runs[id]?.view
        return view?.run ? [view] : []
      }),
    ),
  )
}
