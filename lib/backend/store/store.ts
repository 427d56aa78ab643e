// What backends ask of their store. SQLite by default; the same queries run on PostgreSQL.
import type { Assistant } from '@/lib/protocol/assistant'
import type { ListQuery } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { DamagedRow, FoundWords, ObjectPlace, ThreadSummary } from '@/lib/protocol/playground'
import type { Step } from '@/lib/protocol/step'
import type { Thread } from '@/lib/protocol/thread'
import type { CostTable } from './cost-table'
import type { RecordTable } from './record-table'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { Clock } from '@/lib/backend/clock'
import type { Notifier } from '@/lib/backend/notifier'
import type { Documents } from './documents'
import type { EventTable } from './event-table'
import type { FileTable } from './file-table'
import type { ExchangeTable } from './exchange-table'
import type { LabelTable } from './label-table'
import type { RatingTable } from './rating-table'
import type { RunTable } from './run-table'
import type { ThreadQuery, WordQuery } from './list-queries'
import type { OldThread, OldThreadsQuery } from './old-threads'
import type { Page } from './page'
import type { Placement } from './placement'
import type { NoteTable } from './note-table'
import type { NextPosition } from './positions'
import type { ThreadMarkTable } from './thread-mark-table'
import type { SearchedTables } from './searched-tables'
import type { TransferTable } from './transfer-table'

export interface PieceQuery {
  readonly threadId: string
  /** The run whose objects are left out. */
  readonly exceptRun: string
  /** The place from which the piece before went no further; without it the newest piece is read. */
  readonly before?: number
}

/** A part of a long list that is small enough to be read at once, newest first. */
export interface Piece<T> {
  readonly data: readonly T[]
  readonly bytes: number
  /** Where the next piece goes on; null when there is none. */
  readonly before: number | null
}

/**
 * Rows that are whole objects of the wire. `get` throws `damagedObject` for a row that holds none. Insertion order is
 * listing order: it is kept within a second.
 */
interface Objects<T> {
  insert(object: T, placement?: Placement): Promise<void>
  get(id: string): Promise<T | undefined>
  /** Replaces the stored object; false when there is none. */
  put(object: T): Promise<boolean>
  /** Removes it and all that hangs on it; false when there was none. */
  remove(id: string): Promise<boolean>
}

export interface AssistantTable extends Objects<Assistant> {
  list(query: ListQuery): Promise<Page<Assistant>>
  /** Those of which there is no run. */
  listUnused(query: ListQuery): Promise<Page<Assistant>>
}

export interface ThreadTable extends Omit<Objects<Thread>, 'insert'> {
  /** `isUnread`: nothing is known yet of what was said in it. */
  insert(thread: Thread, placement?: Placement & { readonly isUnread?: boolean }): Promise<void>
  list(query: ListQuery): Promise<Page<Thread>>
  /** Takes the thread's row for this transaction and marks activity; false when there is no such thread. */
  touch(id: string, atMs: number): Promise<boolean>
  /** Names it for the index; null takes the name away; false when there is no such thread. */
  rename(id: string, title: string | null): Promise<boolean>
  search(query: ThreadQuery): Promise<Page<ThreadSummary>>
  summary(id: string): Promise<ThreadSummary | undefined>
  /** How many have neither messages nor runs, counted as far as `MAX_COUNTED`. */
  countEmpty(): Promise<number>
  /** Those in which nothing has happened for long, the longest ago first, behind one of them. */
  old(
    query: OldThreadsQuery & { readonly limit: number; readonly after?: OldThread | undefined },
  ): Promise<readonly OldThread[]>
  /** How many runs these have, and which files they name. */
  contentsOf(ids: readonly string[]): Promise<{ readonly runs: number; readonly fileIds: readonly string[] }>
}

/** One that a run is still writing is read as the run's log tells it; its row follows when it is whole. */
export interface MessageTable extends Omit<Objects<Message>, 'insert'> {
  /** Behind all that is stored; with `before`, the id of a message, at the place before that one. */
  insert(message: Message, placement?: Placement & { readonly before?: string | undefined }): Promise<void>
  /** Replaces all but the metadata, which users may have changed since it began; false when there is none. */
  rewrite(message: Message): Promise<boolean>
  list(threadId: string, query: ListQuery & { readonly run_id?: string }): Promise<Page<Message>>
  /** All messages of a thread, oldest first; with `last`, only that many newest ones, still oldest first. */
  history(threadId: string, last?: number): Promise<readonly Message[]>
  piece(query: PieceQuery): Promise<Piece<Message>>
  /** How many messages the pieces from there on would have. */
  countBefore(query: Required<PieceQuery>): Promise<number>
  /** Looks for words in the messages of all threads, newest first, a bounded way back. Case makes no difference. */
  findWords(query: WordQuery): Promise<FoundWords>
}

/** One that is in progress is read as its run's log tells it; its row follows when it is over. */
export interface StepTable extends Objects<Step> {
  list(runId: string, query: ListQuery): Promise<Page<Step>>
  /** All steps of a run, oldest first. */
  all(runId: string): Promise<readonly Step[]>
  /** The ids of messages of these runs that were left half written: their steps failed, and the runs went on. */
  replacedMessages(runIds: readonly string[]): Promise<ReadonlySet<string>>
  /** Steps of all runs of a thread: the calls and answers that models read. */
  piece(query: PieceQuery): Promise<Piece<Step>>
}

/** A request that bears an idempotency key. */
export interface KeyedRequest {
  /** Method and path: each has keys of its own. */
  readonly request: string
  readonly key: string
  /** Tells bodies apart. */
  readonly fingerprint: string
}

/** What a create was answered. */
export interface CreateAnswer {
  readonly object_id: string
  /** The thread that the object lies in. */
  readonly thread_id: string | null
  readonly document: unknown
}

/** What creates with an idempotency key were answered, for a day. */
export interface AnswerTable {
  /** Without a document when what was created is not there any more, or the row cannot be read. */
  get(
    request: Pick<KeyedRequest, 'request' | 'key'>,
  ): Promise<{ readonly fingerprint: string; readonly document: unknown } | undefined>
  /** To be called in the transaction that creates. Throws when there is an answer under the key already. */
  keep(request: KeyedRequest, answer: CreateAnswer): Promise<void>
  /** Forgets the request. */
  drop(request: Pick<KeyedRequest, 'request' | 'key'>): Promise<void>
}

/** A statement in the words of the database itself, with `$1`… for its values; for what keeps tables of its own. */
export type Statement = (text: string, values: readonly unknown[]) => Promise<{ readonly rows: readonly unknown[] }>

export interface Tables extends SearchedTables {
  readonly statement: Statement
  readonly assistants: AssistantTable
  readonly threads: ThreadTable
  readonly threadMarks: ThreadMarkTable
  readonly messages: MessageTable
  readonly runs: RunTable
  readonly steps: StepTable
  readonly notes: NoteTable
  readonly costs: CostTable
  readonly events: EventTable
  /** What other wires keep beside an object; it goes when the object goes. */
  readonly records: RecordTable
  readonly answers: AnswerTable
  readonly labels: LabelTable
  readonly ratings: RatingTable
  readonly exchanges: ExchangeTable
  readonly transfers: TransferTable
  readonly files: FileTable
}

/** What a table works with. */
export interface TableOptions {
  readonly clock: Clock
  readonly nextPosition: NextPosition
  /** From how many bytes on a page of a list, or a piece of a log, is over. */
  readonly pageBytes: number
  readonly documents: Documents
}

/** All that is kept of one connection, whose ids are its own. */
export interface Store extends Tables {
  readonly connection: string
  /** Tells the stores of this connection on other instances, and hears them. */
  readonly notifier: Notifier
  /**
   * As `events.append` of a run that somebody carries, for events that change no row: on a database that is shared they
   * wait up to 50 ms and are written together with those of other runs. Resolves when they are stored.
   */
  appendSoon(runId: string, events: readonly LoggedEvent[], by: { readonly attempt: number }): Promise<void>
  /** When this connection was first opened here, in Unix milliseconds; null where that was not noted then. */
  readonly sinceMs: number | null
  /** All or nothing; durable when the promise resolves. Transactions do not nest. */
  transaction<T>(work: (tables: Tables) => Promise<T>): Promise<T>
  /** Where the object of an id stands; undefined where there is none, and for calls of long ago. */
  placeOf(id: string): Promise<ObjectPlace | undefined>
  /** When assistants, threads and messages were stored, by their ids, in Unix milliseconds. */
  createdMs(ids: readonly string[]): Promise<Readonly<Record<string, number>>>
  /** Rows met until now that hold no object: left out of lists, an error when asked for, untouched where they lie. */
  damaged(): readonly DamagedRow[]
}

/** The thread has an active run already. */
export class ActiveRunError extends Error {
  override readonly name = 'ActiveRunError'
  constructor(readonly threadId: string) {
    super(`Thread ${threadId} already has an active run.`)
  }
}

/** Another program holds the database and has not let it go in time. Nothing was written; it may be tried again. */
export class StoreBusyError extends Error {
  override readonly name = 'StoreBusyError'
  constructor(options?: ErrorOptions) {
    super('The database is held by another program.', options)
  }
}
