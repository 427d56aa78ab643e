import { createStore } from 'zustand/vanilla'

/** Clocks that differ by less are taken for one: answers tell the server's time in whole seconds. */
const MIN_SKEW_MS = 2_500

interface Reading {
  /** The server's clock, Unix ms; NaN where an answer tells none. */
  readonly serverMs: number
  /** This machine's clock at that moment. */
  readonly hereMs: number
}

/** What to add to this machine's clock to stand on the server's, in ms; `known` is what was taken for it until now. */
export function skewOf({ serverMs, hereMs }: Reading, known = 0): number {
  if (Number.isNaN(serverMs)) return known
  const skew = serverMs - hereMs
  if (Math.abs(skew) < MIN_SKEW_MS) return 0
  return Math.abs(skew - known) < MIN_SKEW_MS ? known : skew
}

/** What this page knows of the server's clock. Ages are told by it: a reader's own may be hours off. */
export const serverClock = createStore<{ readonly skewMs: number }>(() => ({ skewMs: 0 }))

export function noteServerTime(reading: Reading): void {
  const { skewMs } = serverClock.getState()
  const next = skewOf(reading, skewMs)
  if (next !== skewMs) serverClock.setState({ skewMs: next })
}

/** The server's time in Unix ms, as far as this page knows it. */
export const serverNow = (): number => Date.now() + serverClock.getState().skewMs
