import type { Change } from '@/lib/protocol/playground'
import type { Store } from '@/lib/backend/store/store'
import { type Clock, toSeconds } from '@/lib/backend/clock'
import { type Asking, SourceAwayError } from './ask-source'
import type { FileRoom } from './held-bytes'
import { importUnits } from './import-units'
import { createPass } from './pass'
import type { Course } from './course'
import type { Job } from './transfer-job'
import { type Reached, SourceError, type TransferSource } from './unit'

export interface WalkOptions {
  readonly clock: Clock
  readonly sleep: Asking['sleep']
  readonly openSource: (job: Job, asking: Asking) => Promise<TransferSource>
  /** Where the bytes of its files lie. */
  readonly roomOf: (connection: string) => FileRoom
  /** Told of what came into a connection, for pages that show it. */
  readonly onLaid: (connection: string, change: Change) => void
  /** Told of failures that are no fault of the source. */
  readonly report: (message: string, error: unknown) => void
}

interface Walk {
  readonly store: Store
  /** As it was when this began: its status says whether it is dry. */
  readonly job: Job
  readonly signal: AbortSignal
  readonly course: Course
  /** Writes it down as it is. */
  readonly keep: (job: Job) => Promise<void>
}

/** How often a transfer that goes on is written down. What it has brought is written with each object. */
const WRITTEN_EVERY_MS = 2_000

/** Reads a transfer's source from where it was to its end, or until it is stopped. Returns the transfer as it ends. */
export async function walkSource(walk: Walk, options: WalkOptions): Promise<Job> {
  const { job, signal, course, store } = walk
  const isDry = job.status === 'checking'
  // A dry run that did not come to its end has found nothing that counts, but where to go on.
  const stopped = async () => {
    await course.write(store)
    return { ...course.now(), ...(isDry && { checked: null }), status: 'stopped' } as const
  }
  try {
    await importAll(walk, options)
    if (signal.aborted) return await stopped()
    await course.write(store)
    return { ...course.now(), status: isDry ? 'checked' : 'done', checkpoint: null }
  } catch (error) {
    if (signal.aborted) return await stopped()
    if (error instanceof SourceError) return { ...(await stopped()), status: 'failed', error: error.message }
    if (error instanceof SourceAwayError) return { ...(await stopped()), error: error.message }
    options.report(`Transfer ${job.id} was interrupted.`, error)
    return { ...(await stopped()), error: 'The server could not go on. It can be tried again.' }
  }
}

async function importAll(
  { store, job, signal, course, keep }: Walk,
  { clock, openSource, sleep, roomOf, onLaid: tell }: WalkOptions,
) {
  let writtenMs = clock()
  const isDue = () => clock() - writtenMs >= WRITTEN_EVERY_MS
  const onPiece = async (reached: Reached | undefined) => {
    course.step()
    if (reached) await course.reach(store, reached)
    else if (course.isFull()) await course.write(store)
    if (!reached && !isDue()) return
    writtenMs = clock()
    await keep(course.now())
  }
  await keep(job)
  const source = await openSource(job, { signal, sleep, onWaiting: course.wait })
  try {
    const isDry = job.status === 'checking'
    const withBytes = job.with_file_bytes ?? true
    const named = { transferId: job.id, choices: job.choices }
    const pass = createPass({ ...named, seconds: toSeconds(clock()), isDry, withBytes })
    const room = roomOf(job.to)
    const from = job.checkpoint?.reached
    const onLaid = (change: Change) => tell(job.to, change)
    await importUnits({ source, store, room, pass, tally: course.tally, from, isDue, onPiece, onLaid, signal })
  } finally {
    await source.close()
  }
}
