'use client'

import { useEffect, useEffectEvent } from 'react'
import { pressedOf } from '@/components/actions/keyboard'
import { areCharactersOn } from '@/components/actions/single-keys'
import type { Axis } from '@/lib/inspector/replay/axis'
import { changeSpeed, goTo, seek, step, toggle, type Player } from '@/lib/inspector/replay/player'
import type { PlayerStore } from './player-store'

/** How far an arrow key moves, in ms. */
const ARROW_MS = 2_000

interface Keys {
  readonly axis: Axis
  readonly store: PlayerStore
  readonly onChapters: () => void
}

/** The keys of a replay, on the whole page. */
export function useReplayKeys({ axis, store, onChapters }: Keys) {
  const change = (by: (player: Player) => Player) => () => store.change(by)
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (!isForUs(event)) return
    const act = pressedOf(event, {
      replay_play: change((player) => toggle(axis, player)),
      replay_back: change((player) => seek(axis, player, player.place - ARROW_MS)),
      replay_on: change((player) => seek(axis, player, player.place + ARROW_MS)),
      replay_first: change((player) => seek(axis, player, 0)),
      replay_last: change((player) => goTo(axis, player, axis.places.length)),
      replay_previous: change((player) => step(axis, player, -1)),
      replay_next: change((player) => step(axis, player, 1)),
      replay_slower: change((player) => changeSpeed(player, -1)),
      replay_faster: change((player) => changeSpeed(player, 1)),
      replay_chapters: onChapters,
    })
    if (!act) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

/** False for what a widget has handled or is about to, and for what a dialog over the page gets. */
function isForUs(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return false
  const element = event.target instanceof Element ? event.target : null
  if (event.key === ' ') return !element?.closest('button, summary, a, input:not([type=range]), select, textarea')
  if (event.key.length === 1 && !areCharactersOn()) return false
  return !element?.closest('input:not([type=range], [type=checkbox]), select, textarea, [popover]')
}
