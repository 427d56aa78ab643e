// Objects on their way from another place into a connection, as pages and programs see that.

export const transferKinds = ['file', 'vector_store', 'assistant', 'thread', 'message', 'run', 'step'] as const
export type TransferKind = (typeof transferKinds)[number]

/** What to do with an object that both sides have, and that is not the same on both. */
export const conflictChoices = ['keep', 'take', 'copy'] as const
export type ConflictChoice = (typeof conflictChoices)[number]

/** By kind; a kind that is not named keeps what is here. */
export type ConflictChoices = Readonly<Partial<Record<TransferKind, ConflictChoice>>>

/**
 * What became of an object of the source, or would: it was added; its document alone was, as what it describes cannot
 * be carried; it is here as it is there; it is not, and then it was kept, replaced or copied; it was deleted here,
 * which stands; it was left behind.
 */
export const transferOutcomes = ['added', 'placeholder', 'same', 'kept', 'taken', 'copied', 'deleted', 'left'] as const
export type TransferOutcome = (typeof transferOutcomes)[number]

export type OutcomeCounts = Readonly<Record<TransferOutcome, number>>

/** Why something was left behind, or works less well here than it did there. */
export const transferReasons = [
  // Left behind.
  'missing_in_source',
  'no_id',
  'unreadable',
  'too_large',
  'thread_left',
  'run_active_here',
  'in_other_thread',
  'bytes_differ',
  'count_differs',
  // Carried without what it describes.
  'file_content',
  'vector_store_content',
  // Carried without a definition that is larger than requests may bring.
  'definition_too_large',
  // Carried whole, and cannot do here what it did there: the first two in reports of earlier versions.
  'code_interpreter',
  'file_search',
  'unknown_tool',
  'function_endpoint',
  // Was underway in the source, and is over here.
  'was_underway',
] as const
export type TransferReason = (typeof transferReasons)[number]

export interface TransferItem {
  readonly kind: TransferKind
  readonly id: string
  readonly thread_id: string | null
  readonly reason: TransferReason
  /** More about it in plain English, or the name of what it is about. */
  readonly detail: string | null
}

export interface TransferTally {
  readonly counts: Readonly<Record<TransferKind, OutcomeCounts>>
  /** How many objects there is something to say of, by what there is to say. */
  readonly reasons: Readonly<Partial<Record<TransferReason, number>>>
  /** How many bytes the files have that come in. Reports of earlier versions do not tell it: no bytes came then. */
  readonly file_bytes?: number
  /** Losses before notes, and of each reason the first. The report has them all, as they came. */
  readonly items: readonly TransferItem[]
  /** Objects on both sides that differ: the first of them. */
  readonly conflicts: readonly Pick<TransferItem, 'kind' | 'id' | 'thread_id'>[]
}

/**
 * Waiting for the dry run, in it, and behind it; importing, stopped by somebody or by the end of the process; over; or
 * not to be read at all.
 */
export const transferStatuses = ['checking', 'checked', 'importing', 'stopped', 'done', 'failed'] as const
export type TransferStatus = (typeof transferStatuses)[number]

export interface TransferProgress {
  readonly done: number
  /** Null while nobody has counted. */
  readonly total: number | null
  /** Objects a second, of late. */
  readonly rate: number | null
  readonly seconds_left: number | null
  /** How long it still waits because its source asks it to, or does not answer; null while it goes on. */
  readonly waits_seconds: number | null
}

export const sourceKinds = ['zip', 'ndjson', 'folder', 'capsule', 'connection'] as const
export type SourceKind = (typeof sourceKinds)[number]

export interface Transfer {
  readonly id: string
  readonly object: 'transfer'
  /** Unix seconds. */
  readonly created_at: number
  /** The connection that it goes to. */
  readonly to: string
  readonly source: { readonly kind: SourceKind; readonly name: string }
  readonly status: TransferStatus
  readonly choices: ConflictChoices
  /** Whether files come with their bytes, where their source gives them. */
  readonly with_file_bytes: boolean
  readonly progress: TransferProgress
  /** What the dry run found. */
  readonly checked: TransferTally | null
  /** What the import has done until now. */
  readonly imported: TransferTally | null
  /** Why it could not be read. */
  readonly error: string | null
}

export const leftBehind = ({ counts }: TransferTally): number =>
  Object.values(counts).reduce((sum, { left, placeholder, kept }) => sum + left + placeholder + kept, 0)

/** Whether an import can change anything here: what differs may still be chosen. */
export const hasAnyToBring = ({ counts }: TransferTally): boolean =>
  Object.values(counts).some(
    ({ added, placeholder, kept, taken, copied }) => added + placeholder + kept + taken + copied > 0,
  )

/** What is known of a file whose bytes are not here; null where its source did not say. */
export interface DescribedFile {
  readonly id: string
  readonly filename: string | null
  readonly bytes: number | null
  readonly purpose: string | null
  /** In Unix seconds. */
  readonly created_at: number | null
}
