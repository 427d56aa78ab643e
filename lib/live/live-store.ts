// What can only be witnessed: the events of runs, in their order and at their moments. One connection a followed run,
// shared by all that look at it; everything shown is a fold of what arrived.
import { createStore, type StoreApi } from 'zustand/vanilla'
import { follow, type Frame } from '@/lib/client/follow'
import { skewOf } from '@/lib/client/server-clock'
import { ApiError } from '@/lib/protocol/error'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import { emptyView, fold, type RunView } from '@/lib/run/fold'
import { createInbox, type Inbox } from './inbox'

/** `lost`: connecting again. `rested`: the run has come to rest and all its events are here. `refused`: see `error`. */
export type LivePhase = 'connecting' | 'live' | 'lost' | 'rested' | 'refused'

export interface LiveRun {
  readonly view: RunView
  /** The log as it arrived, each event once. */
  readonly events: readonly LoggedEvent[]
  readonly phase: LivePhase
  readonly error: ApiError | null
  /** What to add to this machine's clock to get the server's, in ms; 0 where they differ by less than seconds. */
  readonly skewMs: number
}

export const unseenRun: LiveRun = { view: emptyView, events: [], phase: 'connecting', error: null, skewMs: 0 }

export interface LiveState {
  readonly runs: Readonly<Record<string, LiveRun>>
}

export interface LiveEffects {
  /** Opens a run's log behind `after`, as the events endpoint serves it. */
  readonly open: (run: string, after: number, signal: AbortSignal) => Promise<Response>
  /** Calls back once, when the page is about to draw. */
  readonly nextFrame: (draw: () => void) => void
  /** Waits, but no longer than until the network is back. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
  readonly now: () => number
  /**
   * Called once a run has come to rest and all its events are here, with that moment (Unix ms, this machine's clock).
   */
  readonly onRest: (run: Run, ms: number) => void
}

export interface LiveStore {
  readonly store: StoreApi<LiveState>
  /** Follows a run until the returned function is called; followers of one run share one connection. */
  readonly followRun: (run: string) => () => void
}

/** How many runs are kept that nobody follows any more, so that they can be resumed instead of read anew. */
const MAX_KEPT = 20

export function createLiveStore(effects: LiveEffects): LiveStore {
  const store = createStore<LiveState>(() => ({ runs: {} }))
  const followers = new Map<string, { count: number; leave: AbortController }>()
  const inbox = createInbox(effects.nextFrame, (arrived) => {
    const runs = { ...store.getState().runs }
    for (const [id, events] of arrived) {
      const known = runs[id] ?? unseenRun
      runs[id] = { ...known, view: fold(known.view, events), events: appended(known.events, events) }
    }
    store.setState({ runs })
  })

  const get = (id: string) => store.getState().runs[id] ?? unseenRun
  const patch = (id: string, change: Partial<LiveRun>) => {
    const known = get(id)
    const keys = Object.keys(change) as (keyof LiveRun)[]
    // Nobody draws anew what is as it was.
    if (keys.every((key) => known[key] === change[key])) return
    store.setState(({ runs }) => ({ runs: { ...runs, [id]: { ...known, ...change } } }))
  }

  function followRun(id: string) {
    const known = followers.get(id)
    const follower = known ?? { count: 0, leave: new AbortController() }
    follower.count += 1
    if (!known) {
      followers.set(id, follower)
      forgetOldest(id)
      if (get(id).phase !== 'rested') void readRun({ id, signal: follower.leave.signal, effects, inbox, get, patch })
    }
    let isLeft = false
    return () => {
      if (isLeft) return
      isLeft = true
      follower.count -= 1
      if (follower.count > 0) return
      follower.leave.abort()
      followers.delete(id)
    }
  }

  function forgetOldest(next: string) {
    const { runs } = store.getState()
    const idle = Object.keys(runs).filter((id) => id !== next && !followers.has(id))
    if (idle.length <= MAX_KEPT) return
    const forgotten = new Set(idle.slice(0, idle.length - MAX_KEPT))
    store.setState({ runs: Object.fromEntries(Object.entries(runs).filter(([id]) => !forgotten.has(id))) })
  }

  return { store, followRun }
}

/** A log with what came after it: a connection that was lost and resumed may bring an event twice. */
function appended(log: readonly LoggedEvent[], arrived: readonly LoggedEvent[]): readonly LoggedEvent[] {
  const next = [...log]
  for (const event of arrived) if (event.seq > (next.at(-1)?.seq ?? 0)) next.push(event)
  return next
}

interface Reading {
  readonly id: string
  readonly signal: AbortSignal
  readonly effects: LiveEffects
  readonly inbox: Inbox
  readonly get: (id: string) => LiveRun
  readonly patch: (id: string, change: Partial<LiveRun>) => void
}

/** Reads a run's log to its end, over as many connections as it takes. */
async function readRun({ id, signal, effects, inbox, get, patch }: Reading) {
  const open = async (lastId: string | undefined) => {
    const response = await effects.open(id, Number(lastId ?? get(id).view.lastSeq), signal)
    const serverMs = Date.parse(response.headers.get('date') ?? '')
    patch(id, { skewMs: skewOf({ serverMs, hereMs: effects.now() }) })
    return response
  }
  const frames = follow({
    open,
    signal,
    isFinal: isRefusal,
    wait: effects.wait,
    onState: (state) => patch(id, { phase: state === 'open' ? 'live' : 'lost' }),
  })
  try {
    for await (const frame of frames) {
      const event = eventOf(frame)
      if (event) await inbox.put(id, event)
      if (frame.event === 'done') break
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return patch(id, { phase: 'refused', error })
  }
  if (signal.aborted) return
  inbox.deliver()
  patch(id, { phase: 'rested' })
  const { view, events, skewMs } = get(id)
  if (view.run) effects.onRest(view.run, (events.at(-1)?.at ?? effects.now()) - skewMs)
}

/** The entry of the log in a frame; undefined for frames that carry none, such as a stream's own error. */
function eventOf({ id, data }: Frame): LoggedEvent | undefined {
  return id === undefined ? undefined : (JSON.parse(data) as LoggedEvent)
}

/** Whether the server refuses for good: trying again would not help. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    error.status >= 400 &&
    error.status < 500 &&
    // After signing out another tab may sign in again, so 401 is not for good.
    error.status !== 401 &&
    error.status !== 408 &&
    error.status !== 429
  )
}
