// Where a replay stands and how it moves. Places and lengths are ms on its axis; see axis.ts.
import { countAt, type Axis } from './axis'

export const speeds = [0.5, 1, 2, 4, 8] as const
export type Speed = (typeof speeds)[number]

export interface Player {
  readonly place: number
  /** How many moments have passed. Of several at one place some may be ahead still. */
  readonly count: number
  readonly isPlaying: boolean
  readonly speed: Speed
}

/** A player that stands at a place. */
export const playerAt = (axis: Axis, place: number): Player => seek(axis, resting, place)

const resting: Player = { place: 0, count: 0, isPlaying: false, speed: 1 }

export const isAtEnd = ({ lengthMs, places }: Axis, { place, count }: Player) =>
  place >= lengthMs && count === places.length

/** Goes to a place, and goes on playing from there if it was. */
export function seek(axis: Axis, player: Player, place: number): Player {
  const within = Math.min(Math.max(place, 0), axis.lengthMs)
  const moved = { ...player, place: within, count: countAt(axis, within) }
  return isAtEnd(axis, moved) ? { ...moved, isPlaying: false } : moved
}

/** Plays on for so many ms of the reader's time. */
export const tick = (axis: Axis, player: Player, ms: number): Player =>
  player.isPlaying ? seek(axis, player, player.place + ms * player.speed) : player

/** Plays; from the beginning where it is at its end. */
export function play(axis: Axis, player: Player): Player {
  if (axis.lengthMs === 0) return player
  return { ...(isAtEnd(axis, player) ? seek(axis, player, 0) : player), isPlaying: true }
}

export const pause = (player: Player): Player => (player.isPlaying ? { ...player, isPlaying: false } : player)

/** Stands at the moment that is the `count`th, and plays no more. */
export function goTo(axis: Axis, player: Player, count: number): Player {
  const within = Math.min(Math.max(count, Math.min(1, axis.places.length)), axis.places.length)
  return { ...player, isPlaying: false, count: within, place: axis.places[within - 1] ?? 0 }
}

export const step = (axis: Axis, player: Player, by: 1 | -1): Player => goTo(axis, player, player.count + by)

/** The next speed up or down; at the last one it stays. */
export function changeSpeed(player: Player, by: 1 | -1): Player {
  const speed = speeds[speeds.indexOf(player.speed) + by]
  return speed === undefined ? player : { ...player, speed }
}

/** Plays what rests, and the other way round. */
export const toggle = (axis: Axis, player: Player): Player => (player.isPlaying ? pause(player) : play(axis, player))
