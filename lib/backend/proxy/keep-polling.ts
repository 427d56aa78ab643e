// A run whose stream is gone, or never was here: polled until it rests, once, whoever watches.
import { ApiError } from '@/lib/protocol/error'
import type { Run } from '@/lib/protocol/run'
import { isTerminal } from '@/lib/run/machine'
import type { LiveRun } from '@/lib/backend/log/live-run'
import { LostRunError } from '@/lib/backend/store/lost-run-error'
import { withResolvers } from '@/lib/backend/with-resolvers'
import { seenAt, writePoll } from './poll'
import type { Poller, Recording } from './recording'

/** How often it is polled where the upstream does not say, and how seldom where nothing happens, in milliseconds. */
const FIRST_MS = 1_000
const MOVING_MS = 5_000
const RESTING_MS = 60_000

interface Polling extends Poller {
  readonly signal: AbortSignal
  /** Since when nothing of what the next poll shows can have happened. */
  before(): number
  /** Resolves at the next poke. */
  poked(): Promise<void>
}

/** Polls the run in the background, if nobody does yet. */
export function keepPolling(recording: Recording, live: LiveRun): Poller {
  const { pollers, closing, report } = recording
  const known = pollers.get(live.id)
  if (known) return known
  const polling = createPolling(recording, live)
  pollers.set(live.id, polling)
  pollUntilRest(recording, live, polling)
    .catch((error: unknown) => {
      if (!polling.signal.aborted && !closing.signal.aborted) report(`Run ${live.id} could not be watched.`, error)
    })
    .finally(() => {
      if (pollers.get(live.id) === polling) pollers.delete(live.id)
    })
  return polling
}

function createPolling({ clock, closing, pollers }: Recording, live: LiveRun): Polling {
  const over = new AbortController()
  let wanted = withResolvers()
  let before = live.view().log.at(-1)?.lastAt ?? clock()
  const polling: Polling = {
    signal: AbortSignal.any([over.signal, closing.signal]),
    before: () => before,
    poked: () => wanted.promise,
    poke() {
      const { resolve } = wanted
      wanted = withResolvers()
      resolve()
    },
    saw: (askedMs) => void (before = Math.max(before, askedMs)),
    end() {
      if (pollers.get(live.id) === polling) pollers.delete(live.id)
      over.abort(new Error('The run is followed in another way.'))
    },
  }
  return polling
}

/** Until the run rests. Throws the signal's reason. */
async function pollUntilRest(recording: Recording, live: LiveRun, polling: Polling) {
  const { sleep, report } = recording
  let pauseMs = FIRST_MS
  // A run that waits for outputs has just been polled, and most outputs pass through this server.
  if (live.view().run?.status === 'requires_action')
    await pause(sleep, polling.signal, { pauseMs, poked: polling.poked() })
  for (;;) {
    const before = live.view()
    if (!before.run || isTerminal(before.run.status)) return
    const poked = polling.poked()
    let toldMs: number | null = null
    try {
      toldMs = await pollRun(recording, live, polling)
      const after = live.view()
      pauseMs = after.lastSeq > before.lastSeq ? (toldMs ?? FIRST_MS) : longer(pauseMs, after.run, toldMs)
    } catch (error) {
      polling.signal.throwIfAborted()
      if (error instanceof LostRunError) return recording.runs.fail(live, error)
      if (!mayPass(error)) throw error
      pauseMs = Math.min(2 * pauseMs, RESTING_MS)
      if (pauseMs === RESTING_MS) report(`Run ${live.id} cannot be polled for now.`, error)
    }
    await pause(sleep, polling.signal, { pauseMs, poked })
  }
}

const longer = (ms: number, run: Run | null, toldMs: number | null) =>
  run?.status === 'requires_action'
    ? Math.min(2 * ms, RESTING_MS)
    : Math.max(toldMs ?? 0, Math.min(1.5 * ms, toldMs ?? MOVING_MS))

/** The next poll may succeed: an upstream comes back, a key is accepted, a full disk has room again. */
const mayPass = (error: unknown) => !(error instanceof ApiError) || error.status !== 404

interface Pausing {
  readonly pauseMs: number
  readonly poked: Promise<void>
}

async function pause(sleep: Recording['sleep'], signal: AbortSignal, { pauseMs, poked }: Pausing) {
  const over = new AbortController()
  try {
    await Promise.race([sleep(pauseMs, AbortSignal.any([signal, over.signal])).catch(() => {}), poked])
  } finally {
    over.abort()
  }
  signal.throwIfAborted()
}

/** How soon the upstream wants to be asked again; null where it does not say. */
async function pollRun(recording: Recording, live: LiveRun, polling: Polling): Promise<number | null> {
  const polled = await seenAt(recording, live, polling.signal)
  const threadId = live.view().run?.thread_id ?? ''
  await recording.queue.inTurn(threadId, async () => {
    // What was asked for before another way was taken is old by now.
    if (polling.signal.aborted) return
    await writePoll(recording, live, { polled, before: polling.before() })
    polling.saw(polled.askedMs)
  })
  return polled.pollAfterMs
}
