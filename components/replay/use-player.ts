'use client'

import { useEffect, useState } from 'react'
import { elapsedAt, placeOf, type Axis } from '@/lib/inspector/replay/axis'
import { playerAt, seek } from '@/lib/inspector/replay/player'
import type { UrlState } from '@/lib/inspector/url-state'
import { browserFrames, createPlayerStore, type PlayerStore } from './player-store'

/** So long it must stand still before the address has where it stands. */
const STILL_MS = 300

/** The player of an axis. It begins at the moment that the address names, and the address follows it where it rests. */
export function usePlayer(axis: Axis, urlState: UrlState): PlayerStore {
  const [store] = useState(() =>
    createPlayerStore(axis, playerAt(axis, placeAtAddress(axis, urlState.get('at'))), browserFrames),
  )
  useEffect(() => store.stop, [store])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let known = urlState.get('at')
    const note = () => {
      known = addressOf(axis, store.get().place)
      urlState.set({ at: known }, 'replace')
    }
    const leaveStore = store.subscribe(() => {
      clearTimeout(timer)
      if (!store.get().isPlaying) timer = setTimeout(note, STILL_MS)
    })
    const leaveAddress = urlState.subscribe(() => {
      const asked = urlState.get('at')
      if (asked === known) return
      known = asked
      store.change((player) => seek(axis, player, placeAtAddress(axis, asked)))
    })
    return () => {
      clearTimeout(timer)
      leaveStore()
      leaveAddress()
    }
  }, [axis, store, urlState])
  return store
}

/** In ms since the first moment, as it happened; what is no number stands for the beginning. */
function placeAtAddress(axis: Axis, at: string): number {
  const ms = Number(at)
  return Number.isFinite(ms) ? placeOf(axis, (axis.times[0] ?? 0) + ms) : 0
}

/** Where a place stands in an address; nothing for the beginning. */
export function addressOf(axis: Axis, place: number): string {
  const ms = Math.round(elapsedAt(axis, place))
  return ms === 0 ? '' : String(ms)
}
