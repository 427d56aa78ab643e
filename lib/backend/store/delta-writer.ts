// Events that change no row, of all runs of the process, in one statement: a commit for each would be all that the
// database does.
import { appendBatches, type Batch, whyRefused } from './append-batches'
import { createConnectionDb } from './connection-db'
import type { Db } from './database'

/** So long the first of them waits for others. */
const GATHER_MS = 50

interface Waiting extends Batch {
  readonly stored: () => void
  readonly failed: (reason: unknown) => void
}

export interface DeltaWriter {
  /** Resolves when the batch is stored; rejects as `events.append`. */
  append(batch: Batch): Promise<void>
}

export function createDeltaWriter(db: Db): DeltaWriter {
  let waiting: Waiting[] = []
  let timer: NodeJS.Timeout | undefined

  function flush() {
    timer = undefined
    const batches = waiting
    waiting = []
    void write(db, batches)
  }

  return {
    append(batch) {
      return new Promise<void>((stored, failed) => {
        waiting.push({ ...batch, stored, failed })
        timer ??= setTimeout(flush, GATHER_MS)
      })
    },
  }
}

/** A lost one fails by itself. What the database refuses as a whole is refused to each. */
async function write(db: Db, batches: readonly Waiting[]) {
  try {
    const refused = new Set(await appendBatches(db, batches))
    for (const batch of batches) if (!refused.has(batch)) batch.stored()
    for (const batch of refused) {
      batch.failed(await whyRefused(createConnectionDb(db, batch.connection), batch).catch((error: unknown) => error))
    }
  } catch (error) {
    for (const { failed } of batches) failed(error)
  }
}
