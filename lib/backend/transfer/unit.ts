// What sources are made of: one object each, as the source has it.
import type * as z from 'zod'
import type { Demo } from '@/lib/protocol/demo'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { respondersBody } from '@/lib/protocol/responder'
import type { Rating, RunMarks } from '@/lib/protocol/rating'
import type { TransferKind, TransferReason } from '@/lib/protocol/transfer'

export type Raw = Readonly<Record<string, unknown>>

/** What another playground knows of an object beside the protocol. */
export interface Extras {
  readonly title?: string | null
  readonly labels?: readonly string[]
  /** How objects stood that were underway elsewhere before they came there, by their ids. */
  readonly underway?: Readonly<Record<string, string>>
  /** Of an assistant. */
  readonly demo?: Demo
  /** Of an assistant: what answers its functions, without the values of secret headers. */
  readonly responders?: z.output<typeof respondersBody>
  /** Of a run. */
  readonly rating?: Rating | null
}

/** One object. Behind a thread stand its messages, then its runs, and behind each run its steps. */
export interface Unit {
  readonly kind: TransferKind
  readonly id: string
  readonly threadId: string | null
  /** As the source has it: what is not known here survives. */
  readonly raw: Raw
  /** Of a thread; of a run its labels and its rating, of an assistant its demo and what answers its functions. */
  readonly extras?: Extras
  /** Where the source is in no order: its place follows its time alone. */
  readonly isUnordered?: true
  /** Of a run, where the source has its log: as it was seen. */
  readonly log?: readonly LoggedEvent[]
  /** Of a file: its bytes, or why the source does not give them. */
  readonly content?: Content | Lack
}

/** The bytes of a file, as its source has them. */
export interface Content {
  /** As many as there should be. */
  readonly bytes: number
  /** Whether another number of them means that they are not whole. */
  readonly isExact: boolean
  /** Whether the source gives them, where that has to be asked: undefined, or its reason. */
  readonly check?: () => Promise<Lack | undefined>
  /** Throws `LackError` for bytes that the source does not give, at once or in the middle. */
  open(): AsyncIterable<Uint8Array>
}

/** Why the bytes of a file cannot be had, in plain English or the source's words. */
export interface Lack {
  readonly lack: string
}

/** The source does not give the bytes of a file. The message is for whoever reads the report. */
export class LackError extends Error {
  override readonly name = 'LackError'
  /** Whether asking again may help. */
  readonly isPassing: boolean
  constructor(message: string, { isPassing = false, ...options }: ErrorOptions & { isPassing?: boolean } = {}) {
    super(message, options)
    this.isPassing = isPassing
  }
}

/** What a source cannot give, though there is, or was, such an object. */
export interface Missing {
  readonly kind: TransferKind
  readonly id: string
  readonly threadId: string | null
  readonly reason: TransferReason
  readonly detail: string | null
}

/** What a source has of an object: the object, or why it cannot give it. */
export type UnitOrMissing = Unit | Missing

/** A place in a source up to which all is told: a later reading may begin behind it. */
export interface Reached {
  /** The thread that was told last, and when it was created, in Unix seconds. */
  readonly threadId: string
  readonly createdAt: number
  /** The ids of the files and vector stores that were told. */
  readonly described: readonly string[]
}

/** Stands between objects, where the source can tell such a place. */
export interface Mark {
  readonly reached: () => Reached
}

/** Where objects come from. Whoever opened it closes it. */
export interface TransferSource {
  /**
   * All that there is, in the order in which it can be laid down: files first, steps last, thread by thread. `from`:
   * what is before that place is left out, by sources that have told it.
   */
  units(from?: Reached): AsyncIterable<UnitOrMissing | Mark>
  close(): Promise<void>
}

/** What was given is nothing that can be read. The message is for whoever gave it. */
export class SourceError extends Error {
  override readonly name: string = 'SourceError'
}

/** It should be an archive, by its name or its bytes, and is none. */
export class NoZipError extends SourceError {
  override readonly name = 'NoZipError'
}

export const isMissing = (unit: UnitOrMissing): unit is Missing => 'reason' in unit

export const isLack = (content: object): content is Lack => 'lack' in content

export const isMark = (told: Unit | Missing | Mark): told is Mark => 'reached' in told

export const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What every server's ids are made of. They stand in addresses and in names of files. */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z\d][\w.-]{0,199}$/i.test(value)

/** The unit of what should be an object with an id. */
export function unitOf(kind: TransferKind, raw: unknown, threadId: string | null): UnitOrMissing {
  if (isRaw(raw) && isId(raw['id'])) return { kind, id: raw['id'], threadId, raw }
  return { kind, id: '', threadId, reason: 'no_id', detail: null }
}

/** The unit of a run with what people have said of it, which is told by the id of the run. */
export function withMarks(unit: UnitOrMissing, marks: ReadonlyMap<string, RunMarks>): UnitOrMissing {
  const own = marks.get(unit.id)
  return own && !isMissing(unit) ? { ...unit, extras: own } : unit
}
