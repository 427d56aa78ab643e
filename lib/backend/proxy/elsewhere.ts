// Runs that another instance follows: what passes here and shows something of them is that one's to write.
import type { Run } from '@/lib/protocol/run'
import type { RunStatus } from '@/lib/protocol/status'
import { runAmended } from '@/lib/backend/log/run-topics'
import { createTopic } from '@/lib/backend/notifier'
import type { LiveRun } from '@/lib/backend/log/live-run'
import type { Recording } from './recording'
import type { SeenRun } from './run-sight'

/** A run was seen in another status; without `seen` it is too long to be told. */
const runSeen = createTopic<{ readonly id: string; readonly seen?: SeenRun }>('seen')

type Telling = Pick<Recording, 'store' | 'changes'>

/** What its follower does not hear it finds out by its next poll. */
export async function tellFollower({ store, changes }: Telling, known: Run, seen: SeenRun) {
  const { run } = seen
  const { id, thread_id, metadata, status } = run
  if (JSON.stringify(known.metadata) !== JSON.stringify(metadata)) {
    await store.runs.setMetadata(id, metadata)
    store.notifier.tell(runAmended, { run: id })
    changes.publish({ kind: 'run', verb: 'put', id, thread_id, status: null })
  }
  if (known.status !== status) store.notifier.tell(runSeen, { id, seen }, { id })
}

/** Takes in what other instances have seen of runs that are followed here. Returns the function that ends it. */
export function hearOfRuns(recording: Recording, see: (live: LiveRun, seen: SeenRun) => Promise<void>): () => void {
  const { store, runs, queue, pollers } = recording
  return store.notifier.listen(runSeen, ({ id, seen }, place) => {
    const live = runs.activeRuns.get(id)
    if (!live || place === 'here') return
    if (!seen) return pollers.get(id)?.poke()
    queue.put(seen.run.thread_id, async () => {
      if (runs.activeRuns.get(id) === live) await see(live, seen)
    })
  })
}

/** For so long it is waited for what another instance has seen pass and not written yet, in milliseconds. */
const PATIENCE_MS = 2_000
const LOOK_MS = 50

/** A run that is younger may have begun through another instance, which is to be the first to write it, and soon is. */
const YOUNG_MS = 30_000
const FIRST_MS = 600

type Waiting = Pick<Recording, 'store' | 'sleep' | 'closing' | 'clock'>

interface Expecting {
  readonly isThere: (status: RunStatus | undefined) => boolean
  readonly patienceMs?: number
}

/** The run, as soon as it is stored in such a status, or as it is stored when it has not come to that for long. */
export async function writtenElsewhere(
  { store, sleep, closing }: Waiting,
  runId: string,
  { isThere, patienceMs = PATIENCE_MS }: Expecting,
): Promise<Run | undefined> {
  for (let waitedMs = 0; ; waitedMs += LOOK_MS) {
    const run = await store.runs.get(runId)
    if (isThere(run?.status) || waitedMs >= patienceMs) return run
    await sleep(LOOK_MS, closing.signal)
  }
}

/** The run, where another instance stores it in time, or has. */
export const storedSoon = (waiting: Waiting, runId: string): Promise<Run | undefined> =>
  writtenElsewhere(waiting, runId, { isThere: (status) => status !== undefined, patienceMs: FIRST_MS })

/** The same of a run that is new here: it may have begun through another instance, just now. */
export const begunElsewhere = (waiting: Waiting, { id, created_at }: Run): Promise<Run | undefined> =>
  writtenElsewhere(waiting, id, {
    isThere: (status) => status !== undefined || waiting.clock() - created_at * 1_000 > YOUNG_MS,
    patienceMs: FIRST_MS,
  })
