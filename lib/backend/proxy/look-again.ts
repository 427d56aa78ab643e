// A run whose stream is gone, or never was here: looked at again and again until it rests, once, whoever watches.
import { ApiError, isNotFound } from '@/lib/protocol/error'
import type { Observation, StreamEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { enter, isTerminal } from '@/lib/run/machine'
import { toSeconds } from '@/lib/backend/clock'
import type { LiveRun } from '@/lib/backend/log/live-run'
import { withResolvers } from '@/lib/backend/with-resolvers'
import { askAll } from './ask'
import { tableFor } from './frame-observation'
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
  if (live.view().run?.status === 'requires_action') await pause(sleep, looking.signal, { pauseMs, poked: looking.poked() })
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

/** What is away, overrun or busy may be well the next time; so may a key that is not taken now, or a disk that is full. */
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

/** Looks once, for whoever needs to know how the run stands by now. */
export const lookOnce = async (recording: Recording, live: LiveRun) => {
  const looked = await seenAt(recording, live)
  await write(recording, live, { looked, before: live.view().log.at(-1)?.lastAt ?? looked.askedMs })
}

/** How soon the upstream wants to be asked again; null where it does not say. */
async function lookedAt(recording: Recording, live: LiveRun, looking: Looking): Promise<number | null> {
  const looked = await seenAt(recording, live, looking.signal)
  const threadId = live.view().run?.thread_id ?? ''
  await recording.queue.inTurn(threadId, async () => {
    // What was asked for before another way was taken is old by now.
    if (looking.signal.aborted) return
    await write(recording, live, { looked, before: looking.before() })
    looking.saw(looked.askedMs)
  })
  return looked.pollAfterMs
}

interface Looked {
  /** Null where the upstream no longer knows the run. */
  readonly run: Run | null
  readonly steps: readonly Step[]
  readonly messages: readonly Message[]
  readonly askedMs: number
  readonly atMs: number
  readonly pollAfterMs: number | null
}

async function seenAt({ ask, clock }: Recording, live: LiveRun, signal?: AbortSignal): Promise<Looked> {
  const known = live.view()
  const at = `/threads/${encodeURIComponent(known.run?.thread_id ?? '')}`
  const askedMs = clock()
  const gone = { run: null, steps: [], messages: [], askedMs, pollAfterMs: null }
  const asked = await ask<Run>(`${at}/runs/${encodeURIComponent(live.id)}`, signal).catch((error: unknown) => {
    if (!isNotFound(error)) throw error
  })
  if (!asked) return { ...gone, atMs: clock() }
  const { value: run, headers } = asked
  if (tableFor(run) !== 'runs') throw new ApiError(502, `The backend answered with no run for ${live.id}.`)
  const isNew = run.status !== known.run?.status || run.status === 'in_progress'
  const told = isNew ? await askAll<Step>(ask, `${at}/runs/${encodeURIComponent(live.id)}/steps`) : []
  const steps = told.filter((step) => tableFor(step) === 'steps')
  const messages: Message[] = []
  for (const id of untold(steps, known.messages)) {
    const message = await ask<Message>(`${at}/messages/${encodeURIComponent(id)}`, signal).catch(unlessGone)
    if (message && tableFor(message.value) === 'messages') messages.push(message.value)
  }
  const header = Number(headers.get('openai-poll-after-ms'))
  return { run, steps, messages, askedMs, atMs: clock(), pollAfterMs: header > 0 ? Math.min(header, RESTING_MS) : null }
}

function unlessGone(error: unknown): undefined {
  if (!isNotFound(error)) throw error
}

/** The messages that steps name and that are not known whole. */
const untold = (steps: readonly Step[], known: readonly Message[]) =>
  steps
    .flatMap(({ step_details: details }) =>
      details.type === 'message_creation' ? [details.message_creation.message_id] : [],
    )
    .filter((id) => known.find((message) => message.id === id)?.status !== 'completed')

interface Writing {
  readonly looked: Looked
  /** When the look before was asked for. */
  readonly before: number
}

/** Lays into the log what the look shows and was not known. */
async function write({ log }: Recording, live: LiveRun, { looked, before }: Writing) {
  const view = live.view()
  if (!view.run || isTerminal(view.run.status)) return
  const { run, steps, messages, atMs } = looked
  const isNew = <T extends { readonly id: string }>(known: readonly T[], each: T) =>
    JSON.stringify(known.find(({ id }) => id === each.id)) !== JSON.stringify(each)
  const events: StreamEvent[] = steps
    .filter((step) => isNew(view.steps, step))
    .map((step): StreamEvent => ({ event: `thread.run.step.${step.status}`, data: step }))
  for (const message of messages.filter((each) => isNew(view.messages, each))) {
    events.push({ event: `thread.message.${message.status}`, data: message })
  }
  if (!run) events.push(...lost(view.run, toSeconds(atMs)))
  else if (run.status !== view.run.status) events.push({ event: `thread.run.${run.status}`, data: run })
  const how = { source: 'poll', at: atMs, notBefore: Math.min(before, atMs) } as const
  await log.append(
    live,
    events.map((event): Observation => ({ ...event, ...how })),
  )
}

/** How it ended nobody can say any more. */
function lost(run: Run, seconds: number): readonly StreamEvent[] {
  const last_error = { code: 'server_error', message: 'Its backend no longer knows this run.' } as const
  return [{ event: 'thread.run.failed', data: enter(run, 'failed', { seconds, last_error }) }]
}
