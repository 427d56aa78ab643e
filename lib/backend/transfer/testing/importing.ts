import type { ConflictChoices, TransferTally } from '@/lib/protocol/transfer'
import type { Store } from '@/lib/backend/store/store'
import { importUnits } from '../import-units'
import { kindOfPath, openSource } from '../open-source'
import { createPass } from '../pass'
import { createTally } from '../tally'
import { THEN } from './bundles'

interface Options {
  readonly choices?: ConflictChoices
  readonly isDry?: boolean
  readonly transferId?: string
}

let count = 0

/** Imports what lies under the path, and tells what became of it. */
export async function importPath(store: Store, path: string, options: Options = {}): Promise<TransferTally> {
  const { choices = {}, isDry = false, transferId = `transfer_${++count}` } = options
  const seconds = THEN + 1_000_000
  const source = await openSource(path, { kind: await kindOfPath(path), now: seconds })
  const tally = createTally()
  const pass = createPass({ transferId, choices, seconds, isDry })
  const signal = new AbortController().signal
  try {
    await importUnits({ source, store, pass, tally, onPiece: () => undefined, signal })
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
