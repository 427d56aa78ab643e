import type { ConflictChoices, TransferOutcome, TransferReason } from '@/lib/protocol/transfer'
import type { Copying } from './renamed'
import type { Raw, Unit } from './unit'

/** What became of a thread or a run, which what is in it follows. */
export interface Fate {
  readonly outcome: TransferOutcome
  readonly copying?: Copying
}

/** One walk over a source, dry or not: what it must remember on the way. */
export interface Pass {
  readonly transferId: string
  readonly choices: ConflictChoices
  /** The moment of the import, in Unix seconds. */
  readonly seconds: number
  readonly isDry: boolean
  /** Whether files come with their bytes, where the source gives them. */
  readonly withBytes: boolean
  /** By their ids in the source. Grows with the threads, not with what is in them. */
  readonly threads: Map<string, Fate>
  /** The ids of those that came. */
  readonly files: Set<string>
  /** The ids of those that came with their bytes, or would. */
  readonly whole: Set<string>
  /** Of the last run that came. */
  run: { readonly id: string; readonly fate: Fate } | undefined
  /** Where the last object of a kind was laid, and in what. */
  readonly places: Map<string, { readonly scope: string; readonly place: number }>
}

export const createPass = (options: Omit<Pass, 'threads' | 'files' | 'whole' | 'run' | 'places'>): Pass => ({
  ...options,
  threads: new Map(),
  files: new Set(),
  whole: new Set(),
  run: undefined,
  places: new Map(),
})

/** What is to become of a unit. */
export interface Decision {
  readonly outcome: TransferOutcome
  /** As it is laid down here: a copy has other ids. */
  readonly unit: Unit
  readonly hash: string
  /** What is stored, where something is. */
  readonly object?: Raw
  readonly reason?: TransferReason
  readonly copying?: Copying
  /** Whether it was decided, and done, before: by this transfer, or an earlier one. */
  readonly isDone?: true
  /** Whether it was told before in this walk: then it counts once. */
  readonly isAgain?: true
  /** Whether it was this transfer, before it was stopped. */
  readonly isRepeated?: true
}
