// What sources are made of: one object each, as the source has it.
import type { TransferKind, TransferReason } from '@/lib/protocol/transfer'

export type Raw = Readonly<Record<string, unknown>>

/** What another playground knows of a thread beside the protocol. */
export interface ThreadExtras {
  readonly title?: string | null
  readonly labels?: readonly string[]
  /** How objects stood that were underway elsewhere before they came there, by their ids. */
  readonly underway?: Readonly<Record<string, string>>
}

/** One object. Behind a thread stand its messages, then its runs, and behind each run its steps. */
export interface Unit {
  readonly kind: TransferKind
  readonly id: string
  readonly threadId: string | null
  /** As the source has it: what is not known here survives. */
  readonly raw: Raw
  /** Of a thread. */
  readonly extras?: ThreadExtras
  /** Where the source is in no order: its place follows its time alone. */
  readonly isUnordered?: true
}

/** What a source cannot give, though there is, or was, such an object. */
export interface Missing {
  readonly kind: TransferKind
  readonly id: string
  readonly threadId: string | null
  readonly reason: TransferReason
  readonly detail: string | null
}

/** Where objects come from. Whoever opened it closes it. */
export interface TransferSource {
  /** All that there is, in the order in which it can be laid down: files first, steps last, thread by thread. */
  units(): AsyncIterable<Unit | Missing>
  close(): Promise<void>
}

/** What was given is nothing that can be read. The message is for whoever gave it. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
}

export const isMissing = (unit: Unit | Missing): unit is Missing => 'reason' in unit

export const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What every server's ids are made of. They stand in addresses and in names of files. */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z\d][\w.-]{0,199}$/i.test(value)

/** The unit of what should be an object with an id. */
export function unitOf(kind: TransferKind, raw: unknown, threadId: string | null): Unit | Missing {
  if (isRaw(raw) && isId(raw['id'])) return { kind, id: raw['id'], threadId, raw }
  return { kind, id: '', threadId, reason: 'no_id', detail: null }
}
