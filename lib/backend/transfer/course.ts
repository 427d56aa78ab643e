// What one walk over a source has come to: what it counts, how far it is, and what of that is stored.
import type { Clock } from '@/lib/backend/clock'
import type { Store } from '@/lib/backend/store/store'
import { createProgress } from './progress'
import { putPiece } from './report-pieces'
import { createTally, totalIn } from './tally'
import type { Job, ReportPart } from './transfer-job'
import type { Reached } from './unit'

export type Course = ReturnType<typeof createCourse>

/** From how many named objects on they are stored. */
const PIECE = 500

/** Of the dry run or the import that the job's status names, from its checkpoint on. */
export function createCourse(clock: Clock, job: Job) {
  const part: ReportPart = job.status === 'checking' ? 'checked' : 'imported'
  const tally = createTally(job.checkpoint?.tally)
  const total = part === 'imported' && job.checked ? totalIn(job.checked) : null
  const progress = createProgress(clock, total, tally.done())
  let checkpoint = job.checkpoint ?? null
  let pieces = checkpoint?.pieces ?? 0

  async function write(store: Store) {
    if (tally.unwritten() === 0) return
    await putPiece(store, job, { part, number: pieces, named: tally.takeUnwritten() })
    pieces += 1
  }

  return {
    tally,

    /** The transfer with what is counted until now. */
    now: (): Job => ({ ...job, checkpoint, pieces: { ...job.pieces, [part]: pieces }, [part]: tally.told() }),

    progress: progress.told,
    wait: progress.wait,

    /** Some objects more are done. */
    step: () => progress.reach({ done: tally.done(), fresh: tally.fresh() }),

    /** Whether so many objects are named that they should be stored. */
    isFull: () => tally.unwritten() >= PIECE,

    /** Stores the objects that were named since. */
    write,

    /** All before this place is done: a later walk need not read it again. */
    async reach(store: Store, reached: Reached) {
      await write(store)
      checkpoint = { reached, tally: tally.told(), pieces }
    },
  }
}
