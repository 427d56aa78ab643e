// Reads the whole list of a backend's threads in the background: again each day, and when somebody wants it.
import { ApiError } from '@/lib/protocol/error'
import type { ListingThreads } from '@/lib/backend/wire/playground-routes'
import { withResolvers } from '@/lib/backend/with-resolvers'
import { keepListing, type KeptListing, keptListing, newListing } from './kept-listing'
import { checkUnlisted, type Reading, readContents, readList } from './read-listing'
import type { Recording } from './recording'

const DAY_MS = 86_400_000
/** Until what has failed is tried again. */
const HOUR_MS = 3_600_000

export interface BackgroundListing extends ListingThreads {
  /** Begins, or goes on, unless somebody has stopped it. */
  open(): Promise<void>
  /** Leaves it as it is, for the next time that it is opened. */
  leave(): Promise<void>
  /** Resolves when nothing is underway any more, after the recording was closed. */
  ended(): Promise<void>
}

export function createThreadListing(recording: Recording): BackgroundListing {
  const { store, clock } = recording
  const job = createJob(recording)

  return {
    async state() {
      const { after: _after, begun_ms: _begun, ...kept } = (await keptListing(store)) ?? newListing(clock(), undefined)
      return { ...kept, unread: await store.threadMarks.countUnread(), waits_until_ms: job.waitsUntilMs() }
    },

    async start() {
      const kept = await keptListing(store)
      if (kept?.status === 'running' && job.isRunning()) return
      // One that has ended waits for its next day.
      await job.stop()
      const goesOn = kept !== undefined && kept.status !== 'complete'
      const next = goesOn ? underway(kept) : newListing(clock(), kept)
      await keepListing(store, next)
      job.begin(next)
    },

    async stop() {
      await job.stop()
      const kept = await keptListing(store)
      if (kept?.status === 'running') await keepListing(store, { ...kept, status: 'stopped' })
    },

    async open() {
      const kept = (await keptListing(store)) ?? newListing(clock(), undefined)
      if (kept.status !== 'stopped') job.begin(kept.status === 'failed' ? underway(kept) : kept)
    },

    leave: () => job.stop(),
    ended: () => job.ended(),
  }
}

const underway = (kept: KeptListing): KeptListing => ({ ...kept, status: 'running', error: null })

/** The one reading that is underway, or waits for its day. */
function createJob(recording: Recording) {
  const { clock, closing, sleep, report } = recording
  let job: { readonly stopping: AbortController; readonly done: Promise<void> } | undefined
  let waitsUntilMs: number | null = null

  return {
    isRunning: () => job !== undefined,
    waitsUntilMs: () => waitsUntilMs,

    begin(kept: KeptListing) {
      const stopping = new AbortController()
      const signal = AbortSignal.any([stopping.signal, closing.signal])
      const wait = (ms: number) => waitUnless(signal, (own) => sleep(ms, own))
      const onWaiting = (ms: number | null) => void (waitsUntilMs = ms === null ? null : clock() + ms)
      const done = readDaily(kept, { recording, signal, wait, onWaiting })
        .catch((error: unknown) => {
          // What it has come to could not be kept.
          if (!signal.aborted) report('Reading the list of a backend’s threads has ended.', error)
        })
        .finally(() => {
          waitsUntilMs = null
          if (job?.done === done) job = undefined
        })
      job = { stopping, done }
    },

    async stop() {
      const stopped = job
      stopped?.stopping.abort(new Error('Reading the list was stopped.'))
      await stopped?.done
    },

    async ended() {
      await job?.done
    },
  }
}

type Running = Pick<Reading, 'recording' | 'signal' | 'wait' | 'onWaiting'>

/** Reading after reading. Throws when it is stopped. */
async function readDaily(first: KeptListing, running: Running): Promise<void> {
  const { store, clock, report } = running.recording
  let kept = first
  const keep = async (change: Partial<KeptListing>) => {
    running.signal.throwIfAborted()
    kept = { ...kept, ...change }
    await keepListing(store, kept)
  }
  const reading: Reading = { ...running, kept: () => kept, keep }
  for (;;) {
    if (kept.status === 'running') {
      await readOnce(reading).catch(async (error: unknown) => {
        running.signal.throwIfAborted()
        report('The list of a backend’s threads could not be read.', error)
        await keep({ status: 'failed', error: error instanceof ApiError ? error.message : null })
      })
    }
    const isFailed = kept.status === 'failed'
    await running.wait(isFailed ? HOUR_MS : Math.max(0, (kept.complete_ms ?? 0) + DAY_MS - clock()))
    await keep(isFailed ? underway(kept) : newListing(clock(), kept))
  }
}

async function readOnce(reading: Reading): Promise<void> {
  const { recording, kept, keep } = reading
  await keep({})
  if (kept().phase === 'listing') {
    await readList(reading)
    await keep({ phase: 'checking' })
  }
  if (kept().phase === 'checking') {
    await checkUnlisted(reading)
    await keep({ phase: 'reading', complete_ms: recording.clock(), listed_before: kept().listed })
  }
  await readContents(reading)
  await keep({ status: 'complete' })
}

/** Waits; throws the signal's reason at once when it is aborted, whatever the waiting does. */
async function waitUnless(signal: AbortSignal, waiting: (signal: AbortSignal) => Promise<void>): Promise<void> {
  signal.throwIfAborted()
  const aborted = withResolvers()
  const leave = () => aborted.resolve()
  signal.addEventListener('abort', leave)
  await Promise.race([waiting(signal).catch(() => undefined), aborted.promise])
  signal.removeEventListener('abort', leave)
  signal.throwIfAborted()
}
