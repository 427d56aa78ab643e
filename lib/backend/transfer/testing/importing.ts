import { join } from 'node:path'
import { createBlobs } from '@/lib/backend/blobs/blobs'
import type { ConflictChoices, TransferTally } from '@/lib/protocol/transfer'
import type { Store } from '@/lib/backend/store/store'
import type { FileRoom } from '../held-bytes'
import { importUnits } from '../import-units'
import { kindOfPath, openSource } from '../open-source'
import { createPass } from '../pass'
import { createTally } from '../tally'
import { temporaryFolder, THEN } from './bundles'

interface Options {
  readonly choices?: ConflictChoices
  readonly isDry?: boolean
  readonly transferId?: string
  readonly withBytes?: boolean
  readonly room?: FileRoom
}

let count = 0

/** Where the bytes of files lie, in a folder that is gone after the test. */
export const roomIn = async (): Promise<FileRoom> => ({
  bytes: createBlobs(join(await temporaryFolder(), 'blobs')),
  maxFileBytes: 1_000_000,
})

/** Imports what lies under the path, and tells what became of it. */
export async function importPath(store: Store, path: string, options: Options = {}): Promise<TransferTally> {
  const { choices = {}, isDry = false, transferId = `transfer_${++count}` } = options
  const { withBytes = true, room = await roomIn() } = options
  const seconds = THEN + 1_000_000
  const source = await openSource(path, { kind: await kindOfPath(path), now: seconds })
  const tally = createTally()
  const pass = createPass({ transferId, choices, seconds, isDry, withBytes })
  const signal = new AbortController().signal
  try {
    await importUnits({ source, store, room, pass, tally, onPiece: () => undefined, signal })
  } finally {
    await source.close()
  }
  return tally.told()
}

/** The outcomes that there were, as `kind outcome: count`. */
export const outcomesOf = ({ counts }: TransferTally): readonly string[] =>
  Object.entries(counts).flatMap(([kind, outcomes]) =>
    Object.entries(outcomes).flatMap(([outcome, times]) => (times > 0 ? [`${kind} ${outcome}: ${times}`] : [])),
  )
