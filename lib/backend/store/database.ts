import { type Generated, type Kysely, SqliteAdapter } from 'kysely'
import type { LabelKind } from '@/lib/protocol/playground'
import type { ObjectColumns, OwnedColumns } from './columns'
import type { VectorStoreTables } from './vector-store-columns'

/** What the search's index has: see search-index.ts. */
interface SearchedColumns extends ObjectColumns {
  search_block: Generated<number>
}

interface AssistantColumns extends ObjectColumns {
  name: string | null
}

interface ThreadColumns extends SearchedColumns {
  title: string | null
  title_folded: string | null
  preview: string | null
  preview_folded: string | null
  message_count: number
  last_activity_ms: number
  created_ms: number
  /** How the newest run ended; null while it is underway, and where there is none. */
  last_outcome: string | null
  /** Since when its backend says that there is no such thread. */
  gone_ms: number | null
  /** When its backend's list had it last. */
  listed_ms: number | null
  /** 1 where nothing is known of it but that it is there. */
  is_unread: Generated<number>
}

interface MessageColumns extends ObjectColumns {
  thread_id: string
  run_id: string | null
  role: string
  /** Which rows beside it are its own, and how many bytes of texts they have; null where there are none. */
  texts_version: number | null
  texts_bytes: number | null
}

/** What of a large message lies beside its row: see message-texts.ts. */
interface MessageTextColumns extends OwnedColumns {
  message_id: string
  version: number
  number: number
  texts: string
}

interface RunColumns extends SearchedColumns {
  thread_id: string
  assistant_id: string
  status: string
  attempt: number
  starts: number
  created_ms: number
  ended_ms: number | null
  /** All that it used; 0 where that is not known. */
  tokens: number
  expires_ms: number
  /** Beside the document, so that the engine and a client can each write their own. */
  metadata: string
}

interface StepColumns extends ObjectColumns {
  thread_id: string
  run_id: string
}

/** A row is a batch of events that were appended together. */
interface EventColumns extends OwnedColumns {
  run_id: string
  first_seq: number
  last_seq: number
  at_ms: number
  events: string
}

/** What other wires keep beside an object of this one; it goes with its owner. */
interface RecordColumns extends OwnedColumns {
  kind: string
  id: string
  owner: string
  position: number
  document: string
}

/** What a request with an idempotency key was answered; without a document when that is gone. */
interface AnswerColumns extends OwnedColumns {
  request: string
  key: string
  fingerprint: string
  expires_ms: number
  object_id: string
  thread_id: string | null
  document: string | null
}

/** What passed on the wire about a run: a request and its answer. */
interface ExchangeColumns extends OwnedColumns {
  run_id: string
  number: number
  document: string
}

/** A label of a thread or a run. */
interface LabelColumns extends OwnedColumns {
  kind: LabelKind
  object_id: string
  /** The thread itself, or the run's: the label goes with it. */
  thread_id: string
  /** Two labels of which only the case differs are one. */
  folded: string
  label: string
}

/** What somebody thinks of a run. */
interface RatingColumns extends OwnedColumns {
  run_id: string
  value: string
  note: string
  rated_ms: number
}

/** What people set on pages; secrets only sealed. */
interface SettingColumns {
  kind: string
  id: string
  position: number
  document: string
  sealed: string | null
}

/** A part of the search's index: see search-index.ts. */
interface SignatureColumns extends OwnedColumns {
  kind: SearchedTable
  slice: number
  segment: number
  bits: string
}

interface FileColumns extends ObjectColumns {
  purpose: string
  /** From when on it is not there any more; null where it stays. */
  expiry_ms: number | null
}

interface TransferColumns extends OwnedColumns {
  id: string
  position: number
  document: string
}

/** What came from elsewhere. */
interface TransferredColumns extends OwnedColumns {
  kind: string
  id: string
  hash: string
  transfer_id: string
  outcome: string
}

/** When a key was used last. */
interface KeyUseColumns {
  key_id: string
  last_ms: number
}

interface EndedSessionColumns {
  id: string
  expires_s: number
}

/** Who did what. */
interface AuditColumns {
  position: number
  at_ms: number
  document: string
}

/** Bytes of a file, whole where they have a size: see file-bytes.ts. */
interface FileBytesColumns extends OwnedColumns {
  upload: string
  id: string
  size: number | null
  touched_ms: number
  /** Where they lie: see file-bytes-table.ts. */
  place: Generated<'database' | 'bucket'>
}

interface FilePieceColumns extends OwnedColumns {
  upload: string
  number: number
  bytes: Uint8Array
}

/**
 * The tables as Kysely types them. The same on SQLite and PostgreSQL; text, whole numbers and null only, but for the
 * pieces of files, of which SQLite has none.
 */
export interface Database extends VectorStoreTables {
  /** With a row of it goes all that the connection has. */
  connections: { id: string; since_ms: number | null }
  settings: SettingColumns
  key_uses: KeyUseColumns
  ended_sessions: EndedSessionColumns
  audit_events: AuditColumns
  assistants: AssistantColumns
  threads: ThreadColumns
  messages: MessageColumns
  message_texts: MessageTextColumns
  runs: RunColumns
  steps: StepColumns
  events: EventColumns
  records: RecordColumns
  answers: AnswerColumns
  labels: LabelColumns
  ratings: RatingColumns
  signatures: SignatureColumns
  exchanges: ExchangeColumns
  transfers: TransferColumns
  transferred: TransferredColumns
  files: FileColumns
  file_bytes: FileBytesColumns
  file_pieces: FilePieceColumns
}

/** The tables whose rows are whole objects, in a listing order. */
export type ObjectTable =
  | 'assistants'
  | 'threads'
  | 'messages'
  | 'runs'
  | 'steps'
  | 'files'
  | 'vector_stores'
  | 'vector_store_files'
  | 'vector_store_batches'

/** Those whose rows are searched. */
export type SearchedTable = 'threads' | 'runs'

export type Db = Kysely<Database>

export const isSqlite = (db: Db) => db.getExecutor().adapter instanceof SqliteAdapter
