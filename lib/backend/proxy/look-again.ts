// A run whose stream is gone, or never was here: looked at again and again until it rests, once, whoever watches.
import { ApiError } from '@/lib/protocol/error'
import type { Run } from '@/lib/protocol/run'
import { isTerminal } from '@/lib/run/machine'
import type { LiveRun } from '@/lib/backend/log/live-run'
import { withResolvers } from '@/lib/backend/with-resolvers'
import { seenAt, writeLook } from './look'
import type { Looker, Recording } from './recording'

/** How often it is looked where the upstream does not say, and how seldom where nothing happens, in milliseconds. */
const FIRST_MS = 1_000
const MOVING_MS = 5_000
const RESTING_MS = 60_000

interface Looking extends Looker {
  readonly signal: AbortSignal
  /** Since when nothing of what the next look shows can have happened. */
  before(): number
  /** Resolves at the next poke. */
  poked(): Promise<void>
}

/** Looks at the run in the background, if nobody does yet. */
export function keepLooking(recording: Recording, live: LiveRun): Looker {
  const { lookers, closing, report } = recording
  const known = lookers.get(live.id)
  if (known) return known
  const looking = createLooking(recording, live)
  lookers.set(live.id, looking)
  look(recording, live, looking)
    .catch((error: unknown) => {
      if (!looking.signal.aborted && !closing.signal.aborted) report(`Run ${live.id} could not be watched.`, error)
    })
    .finally(() => {
      if (lookers.get(live.id) === looking) lookers.delete(live.id)
    })
  return looking
}

function createLooking({ clock, closing, lookers }: Recording, live: LiveRun): Looking {
  const over = new AbortController()
  let wanted = withResolvers()
  let before = live.view().log.at(-1)?.lastAt ?? clock()
  const looking: Looking = {
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
      if (lookers.get(live.id) === looking) lookers.delete(live.id)
      over.abort(new Error('The run is followed in another way.'))
    },
  }
  return looking
}

/** Until the run rests. Throws the signal's reason. */
async function look(recording: Recording, live: LiveRun, looking: Looking) {
  const { sleep, report } = recording
  let pauseMs = FIRST_MS
  // How a run waits for outputs has just been told; who gives them does so here, mostly.
  if (live.view().run?.status === 'requires_action')
    await pause(sleep, looking.signal, { pauseMs, poked: looking.poked() })
  for (;;) {
    const before = live.view()
    if (!before.run || isTerminal(before.run.status)) return
    const poked = looking.poked()
    let toldMs: number | null = null
    try {
      toldMs = await lookedAt(recording, live, looking)
      const after = live.view()
      pauseMs = after.lastSeq > before.lastSeq ? (toldMs ?? FIRST_MS) : longer(pauseMs, after.run, toldMs)
    } catch (error) {
      looking.signal.throwIfAborted()
      if (!mayPass(error)) throw error
      pauseMs = Math.min(2 * pauseMs, RESTING_MS)
      if (pauseMs === RESTING_MS) report(`Run ${live.id} cannot be looked at for now.`, error)
    }
    await pause(sleep, looking.signal, { pauseMs, poked })
  }
}

const longer = (ms: number, run: Run | null, toldMs: number | null) =>
  run?.status === 'requires_action'
    ? Math.min(2 * ms, RESTING_MS)
    : Math.max(toldMs ?? 0, Math.min(1.5 * ms, toldMs ?? MOVING_MS))

/** What is away or busy may be well the next time; so may a key that is not taken now, or a disk that is full. */
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
async function lookedAt(recording: Recording, live: LiveRun, looking: Looking): Promise<number | null> {
  const looked = await seenAt(recording, live, looking.signal)
  const threadId = live.view().run?.thread_id ?? ''
  await recording.queue.inTurn(threadId, async () => {
    // What was asked for before another way was taken is old by now.
    if (looking.signal.aborted) return
    await writeLook(recording, live, { looked, before: looking.before() })
    looking.saw(looked.askedMs)
  })
  return looked.pollAfterMs
}
