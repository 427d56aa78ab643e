// The player of a replay. It moves with the frames of the browser, and React is told when there is something to draw.
import type { Axis } from '@/lib/inspector/replay/axis'
import { tick, type Player } from '@/lib/inspector/replay/player'

export interface PlayerStore {
  readonly get: () => Player
  readonly change: (change: (player: Player) => Player) => void
  /** Tells of each change, up to once a frame while it plays, until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void
  /** Stands still for good. */
  readonly stop: () => void
}

interface Frames {
  /** Calls back once with the time of the next frame, in ms; returns how to call that off. */
  readonly next: (draw: (now: number) => void) => () => void
}

/** A hidden page draws no frames: it goes on from where it was. */
const MAX_FRAME_MS = 250

export function createPlayerStore(axis: Axis, first: Player, frames: Frames): PlayerStore {
  const listeners = new Set<() => void>()
  let player = first
  let last: number | undefined
  let callOff: (() => void) | undefined

  function put(next: Player) {
    if (next === player) return
    player = next
    if (player.isPlaying) callOff ??= frames.next(draw)
    listeners.forEach((listener) => listener())
  }
  function draw(now: number) {
    callOff = undefined
    const passed = Math.min(MAX_FRAME_MS, now - (last ?? now))
    last = player.isPlaying ? now : undefined
    if (!player.isPlaying) return
    put(tick(axis, player, passed))
    if (player.isPlaying) callOff ??= frames.next(draw)
  }

  return {
    get: () => player,
    change: (change) => put(change(player)),
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    stop() {
      callOff?.()
      callOff = undefined
      player = { ...player, isPlaying: false }
    },
  }
}

export const browserFrames: Frames = {
  next(draw) {
    const frame = requestAnimationFrame(draw)
    return () => cancelAnimationFrame(frame)
  },
}
