import type { LoggedEvent } from '@/lib/protocol/event'

/** Reading pauses when this many events wait to be drawn, so that a long replay does not starve the page of frames. */
const MAX_WAITING = 2_000

export interface Inbox {
  /** Takes an event for the next frame. Where it returns a promise, wait for that before reading on. */
  readonly put: (run: string, event: LoggedEvent) => Promise<void> | undefined
  /** Hands over what has arrived without waiting for the frame. */
  readonly deliver: () => void
}

/** Gathers what arrives between two frames, by run, and hands it over at once. */
export function createInbox(
  nextFrame: (draw: () => void) => void,
  open: (arrived: ReadonlyMap<string, readonly LoggedEvent[]>) => void,
): Inbox {
  const arrived = new Map<string, LoggedEvent[]>()
  let waiting = 0
  let drawn: Promise<void> | undefined
  function deliver() {
    if (waiting === 0) return
    const batch = new Map(arrived)
    arrived.clear()
    waiting = 0
    open(batch)
  }
  function put(run: string, event: LoggedEvent): Promise<void> | undefined {
    const events = arrived.get(run)
    if (events) events.push(event)
    else arrived.set(run, [event])
    waiting += 1
    drawn ??= new Promise((resolve) =>
      nextFrame(() => {
        drawn = undefined
        deliver()
        resolve()
      }),
    )
    return waiting >= MAX_WAITING ? drawn : undefined
  }
  return { put, deliver }
}
