// A leg is what a run does between two rests: from queued to its end or to the calls it stops for.
import { setImmediate as othersFirst, setTimeout as sleep } from 'node:timers/promises'
import type { RunEvent } from '@/lib/protocol/event'
import type { LastError, Run } from '@/lib/protocol/run'
import { byId } from '@/lib/run/by-id'
import type { RunView } from '@/lib/run/fold'
import { canMove, isTerminal } from '@/lib/run/machine'
import { callsOfType, writtenStepOf, type WrittenStep } from '@/lib/run/hosted-calls'
import { MAX_HOSTED_TURNS, MAX_STARTS } from '@/lib/run/own-failures'
import { type Model, ModelError, type ModelEntry } from '@/lib/backend/models/model'
import { toSeconds } from '@/lib/backend/clock'
import type { Ids } from '@/lib/backend/ids'
import type { Store } from '@/lib/backend/store/store'
import { storeRefusalOf } from '@/lib/backend/store/store-refusal'
import { isTracing } from '@/lib/backend/telemetry'
import { NO_COST } from '@/lib/run/cost'
import { replacementOf } from '@/lib/run/endings'
import { hasCost } from '@/lib/run/step-notes'
import { HostedToolError, type HostedTools } from '../tools/hosted-tool'
import type { Deadlines } from './deadlines'
import { execute } from './execute'
import type { AppendInTransaction } from '@/lib/backend/log/event-log'
import { traceKept } from '@/lib/backend/log/kept-trace'
import type { LiveRun } from '@/lib/backend/log/live-run'
import { type KeepPicture, withKeptPictures } from './kept-pictures'
import { prepare } from './prepare'
import type { FileNameOf } from './read-history'
import { afterCalls, runCalls } from './run-calls'
import { type ReadImage, withImages } from './with-images'
import type { RunWriter } from './run-writer'
import type { Slots } from './slots'
import { askedFor } from './told-call'

/** A store that refuses is asked again after this time, and each time later, up to the last of these. */
const PATIENCE_MS = [100, 250, 500, 1_000, 2_500, 5_000] as const

/** The store did not give or take what a leg needed: the run has to be recovered. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure'
}

/** The run's time was up when its model said more. */
export class OverdueError extends Error {
  override readonly name = 'OverdueError'
}

/** The run was taken up by so many starts, and each came to its end before the run did. */
export class StoppedOftenError extends Error {
  override readonly name = 'StoppedOftenError'
}

/** The model has called tools in turn after turn, without an end. */
export class TooManyTurnsError extends Error {
  override readonly name = 'TooManyTurnsError'
}

interface LegOptions {
  /** A start has found the run queued: that counts once it has its place, for one that waits is no cause of a crash. */
  readonly isTakenUp: boolean
  readonly entry: ModelEntry
  readonly tools: HostedTools
  readonly fileNameOf: FileNameOf
  readonly signal: AbortSignal
  readonly store: Store
  readonly readImage: ReadImage
  readonly keepPicture: KeepPicture
  readonly writer: RunWriter
  readonly ids: Ids
  readonly slots: Slots
  readonly deadlines: Deadlines
  readonly report: (message: string, error: unknown) => void
}

/**
 * Runs one leg to its end: the model is asked, the calls of hosted tools are executed, and it is asked again. What is
 * next is read off the run as it is stored, so a leg that takes a run up goes on where another broke off. Throws what
 * the model or a tool throws, `StoreFailure`, or the signal's reason.
 */
export async function runLeg(live: LiveRun, options: LegOptions) {
  const { entry, signal } = options
  // Whoever has asked for the run hears that it is there before the work on it begins.
  await othersFirst()
  if (entry.queueMs && live.view().stages.length <= 1) await sleep(entry.queueMs, undefined, { signal })
  for (let turn = 0; ; turn += 1) {
    signal.throwIfAborted()
    const view = live.view()
    if (!view.run || isTerminal(view.run.status) || view.run.status === 'requires_action') return
    const written = writtenStepOf(view)
    if (written) await executeCalls(live, written, options)
    else if (view.tally.hosted >= MAX_HOSTED_TURNS) throw new TooManyTurnsError(`Run ${live.id} does not end.`)
    else {
      if (turn === 0) await untilReady(view.run, options)
      await askModel(live, { ...options, isTakenUp: options.isTakenUp && turn === 0 })
    }
  }
}

/** Nobody's place is held meanwhile. */
async function untilReady(run: Run, { tools, signal, entry }: LegOptions) {
  for (const type of new Set(run.tools.map((tool) => tool.type))) {
    // Where code is run at the endpoint, none is expected here.
    const isTheirs = type === 'code_interpreter' && entry.runsCode
    if (type !== 'function' && !isTheirs) await tools.get(type)?.ready?.(run, signal)
  }
}

/** A place of the model's endpoint is held while it answers, and by nothing else. */
async function askModel(live: LiveRun, options: LegOptions) {
  const { entry, signal, ids, slots } = options
  const release = await slots.acquire(entry.address ?? 'own', signal)
  try {
    const view = live.view()
    if (!view.run) return
    const { run } = view
    const { input, ...prepared } = await begin(run, live, options)
    const answer = entry.runsCode ? withKeptPictures(entry.answer, options.keepPicture) : entry.answer
    const asked = (told: Model) =>
      execute(run, input, {
        ...prepared,
        answer: told,
        price: entry.price,
        isRemote: entry.endpoint !== undefined,
        ids,
        now: () => toSeconds(live.now()),
        usedBefore: view.tally.usage,
        isTaken: (callId) => byId(view.spans, callId) !== undefined,
        images: imagesToShow(view),
        replacement: (seconds) => replacementOf(view, seconds),
      })
    // What a model of our own says costs nothing, which is known from its first word on.
    let inTransaction = entry.endpoint === undefined ? noteNoCost : undefined
    await askedFor(run, options, async (told) => {
      for await (const batch of asked(told(answer))) {
        await write(live, { batch, inTransaction }, options)
        inTransaction = undefined
      }
    })
  } finally {
    release()
  }
}

/** Those calls that are not answered; answers that are stored count, whoever has executed the calls. */
async function executeCalls(live: LiveRun, written: WrittenStep, options: LegOptions) {
  const { tools, signal } = options
  try {
    const { connection, records } = options.store
    const trace = isTracing() ? await traceKept(records, live.id) : undefined
    const batches = runCalls(live.view(), written, { tools, signal, connection, trace })
    for await (const batch of batches) await write(live, { batch }, options)
  } catch (cause) {
    throw storeRefusalOf(cause) ? new StoreFailure(`Run ${live.id} could not go on.`, { cause }) : cause
  }
  const view = live.view()
  const answered = writtenStepOf(view)
  if (!view.run || !answered) return
  const usedBefore = view.tally.usage
  const end = afterCalls(view.run, answered, { seconds: toSeconds(live.now()), usedBefore })
  await write(live, { batch: [end] }, options)
}

/** Counts the start where there was one, and reads what the model is asked. */
async function begin(run: Run, live: LiveRun, options: LegOptions) {
  const { entry, store, isTakenUp, readImage } = options
  try {
    const starts = isTakenUp ? await store.runs.countStart(run.id) : 0
    if (starts > MAX_STARTS) throw new StoppedOftenError(`${starts} starts have taken up run ${run.id}.`)
    const prepared = await prepare(run, { live, ...options })
    // Models of our own see nothing.
    if (entry.endpoint === undefined) return prepared
    return { ...prepared, input: await withImages(prepared.input, readImage) }
  } catch (cause) {
    throw storeRefusalOf(cause) ? new StoreFailure(`Run ${live.id} could not be read.`, { cause }) : cause
  }
}

const noteNoCost: AppendInTransaction = async ({ costs }, { after }) => {
  if (after.run && !hasCost(after)) await costs.put(NO_COST, { run: after.run, usage: 'counted' })
}

interface Writing {
  readonly batch: readonly RunEvent[]
  readonly inTransaction?: AppendInTransaction | undefined
}

/**
 * Writes what the leg says in time. While the store refuses, the run waits with what it has, and no model is asked
 * again.
 */
async function write(live: LiveRun, { batch, inTransaction }: Writing, options: LegOptions) {
  const { writer, deadlines, report, signal } = options
  for (let times = 0; ; times += 1) {
    if (deadlines.isOver(live.id)) throw new OverdueError(`The time of run ${live.id} is up.`)
    try {
      return await writer.exclusive(live.id, () => writer.append(live, stillLegal(batch, live.view()), inTransaction))
    } catch (cause) {
      if (!storeRefusalOf(cause)) throw new StoreFailure(`Run ${live.id} could not be written.`, { cause })
      report(`Run ${live.id} waits for the store.`, cause)
    }
    await sleep(PATIENCE_MS[Math.min(times, PATIENCE_MS.length - 1)], undefined, { signal })
  }
}

/**
 * What a leg may still say when its run was moved in the meantime. To one that is being cancelled its words count, and
 * its end does where it came first; to one that rests nothing counts.
 */
function stillLegal(events: readonly RunEvent[], { run }: RunView): readonly RunEvent[] {
  if (!run || isTerminal(run.status)) return []
  let { status } = run
  return events.filter(({ data }) => {
    if (!('object' in data) || data.object !== 'thread.run') return true
    if (!canMove(status, data.status)) return false
    status = data.status
    return true
  })
}

/** Pictures that code has made since the run's last message; the next one shows them. */
function imagesToShow(view: RunView): readonly string[] {
  const shown = new Set(
    view.messages
      .filter(({ status }) => status === 'completed')
      .flatMap(({ content }) =>
        content.flatMap((part) => (part.type === 'image_file' ? [part.image_file.file_id] : [])),
      ),
  )
  const made = callsOfType(view, 'code_interpreter').flatMap(({ code_interpreter: { outputs } }) =>
    outputs.flatMap((output) => (output.type === 'image' ? [output.image.file_id] : [])),
  )
  return [...new Set(made)].filter((id) => !shown.has(id))
}

/** A failure in the words of a run's `last_error`. One that is ours, not the model's, says nothing of our internals. */
export const lastErrorOf = (error: unknown): { lastError: LastError; isOurs: boolean } =>
  error instanceof ModelError
    ? { lastError: { code: error.code, message: error.message }, isOurs: false }
    : {
        lastError: { code: 'server_error', message: messageOf(error) },
        isOurs: true,
      }

const messageOf = (error: unknown) =>
  error instanceof HostedToolError ? error.message : 'The server had an error while working on this run.'
