// The playground's own resources under /api: what no Assistants wire offers and the pages need.
import type { Money, ReasoningDetail, ReasoningField, RequestAdapted, TurnCounted } from './event'
import type { ForkedFrom } from './forked-from'
import type { HostedCalls } from './hosted-calls'
import type { Message } from './message'
import type { Rating } from './rating'
import type { Run } from './run'

/**
 * The state of a connection's account, as its last answers showed it: it does not accept the server's key (`refused`),
 * does not answer in time, cannot be reached, or answers with errors of its own (`failing`).
 */
export interface AccountState {
  readonly status: 'unknown' | 'answering' | 'refused' | 'silent' | 'unreachable' | 'failing'
  /** Since when, in Unix milliseconds; null while nothing is known. */
  readonly since_ms: number | null
  /** When it answered last, in Unix milliseconds; null while it has not. */
  readonly answered_ms: number | null
}

/** What can have labels. */
export type LabelKind = 'thread' | 'run'

/** A label in use. Labels are the playground's own: no object of the wire says anything of them. */
export interface LabelInUse {
  /** As it was first written; case does not tell labels apart. */
  readonly label: string
  /** How many have it, counted as far as `MAX_COUNTED`. */
  readonly count: number
}

/** How many runs are in each status, counted as far as `MAX_COUNTED`. */
export type RunCounts = Readonly<Record<Run['status'], number>>

/** What a run, or all runs of a thread, cost. */
export interface Cost {
  /** One for each currency; never empty. */
  readonly amounts: readonly Money[]
  /** False where the tokens or the price of some part are unknown: it was at least this. */
  readonly is_complete: boolean
}

/** A thread as the index knows it. Times that end in `_ms` are Unix milliseconds. */
export interface ThreadSummary {
  readonly id: string
  readonly created_at: number
  /** The name a user gave it here; it is not part of the wire's thread. */
  readonly title: string | null
  /** The first user message, shortened, or null while there is none. */
  readonly preview: string | null
  readonly message_count: number
  readonly last_activity_ms: number
  /** Since when its backend says that there is no such thread; missing where it does not. */
  readonly gone_ms?: number
  /** Nothing is known yet of what was said in it. */
  readonly is_unread?: boolean
  readonly last_run: {
    readonly id: string
    readonly status: Run['status']
    readonly assistant_id: string
    /** Null where the assistant has no name, or was deleted. */
    readonly assistant_name: string | null
    /** The fields that say why it did not complete; null of others, and where its object is very large. */
    readonly end: RunEnd | null
  } | null
  readonly labels: readonly string[]
  /** Of all its runs; missing where nothing is known. */
  readonly cost?: Cost
  /** Missing where it is no copy. */
  readonly forked_from?: ForkedFrom
}

/** What the index of a connection's threads has. Times are Unix milliseconds. */
export interface ThreadIndex {
  /** Since when threads are noted here; null where that is not known. */
  readonly since_ms: number | null
  /** How many threads their backend has no more, counted as far as `MAX_COUNTED`. */
  readonly gone: number
  /** Null where the backend lists no threads, or all of them are its own. */
  readonly listing: ThreadListing | null
}

/**
 * How far the list of a backend's threads has been read: first the list itself, then whether those that it did not
 * have are gone, then what was said in those that are new.
 */
export interface ThreadListing {
  readonly status: 'running' | 'complete' | 'stopped' | 'failed'
  readonly phase: 'listing' | 'checking' | 'reading'
  /** How many threads the list has had until now, and how many the last whole one had. */
  readonly listed: number
  readonly listed_before: number | null
  /** Of how many threads nothing is known yet but that they are there. */
  readonly unread: number
  /** When the list was read to its end last. */
  readonly complete_ms: number | null
  /** The backend has asked to wait until then. */
  readonly waits_until_ms: number | null
  /** Why it could not go on, in the backend's words. */
  readonly error: string | null
}

/** What became of a thread that was to be added by its id. */
export interface AddedThread {
  readonly outcome: 'added' | 'known'
  readonly thread: ThreadSummary
}

/** The fields of a run that say why it did not complete. */
export type RunEnd = Pick<
  Run,
  'last_error' | 'incomplete_details' | 'created_at' | 'expires_at' | 'max_completion_tokens' | 'max_prompt_tokens'
>

/** A run as the list over all threads shows it. */
export interface RunSummary {
  readonly id: string
  readonly run: Run
  readonly created_ms: number
  /** When it came to rest; null while it is active. */
  readonly ended_ms: number | null
  /** Since when it waits for the outputs of function calls; null where it does not. */
  readonly waits_since_ms: number | null
  readonly assistant_name: string | null
  /** How the user's message begins that it answers, on one line; null where there is none with words. */
  readonly asked: string | null
  /** What its thread is called. */
  readonly thread: Pick<ThreadSummary, 'title' | 'preview'>
  /** Something is known of its steps beside the protocol's objects. */
  readonly has_notes: boolean
  /** The ids of its calls that a person did not allow; missing where there is none. */
  readonly declined_calls?: readonly string[]
  readonly labels: readonly string[]
  /** Missing where nobody has rated it. */
  readonly rating?: Rating
  /** Missing where nothing is known. */
  readonly cost?: Cost
  /** Of its tokens at least a part was estimated here, for want of a count. */
  readonly is_usage_estimated?: true
}

/** A message in which words were found. */
export interface FoundMessage extends Pick<Message, 'id' | 'thread_id' | 'role' | 'created_at'> {
  /** What stands around the words, on one line. */
  readonly excerpt: string
  readonly thread: Pick<ThreadSummary, 'title' | 'preview'>
}

/** What one step of a search back through the messages has found, newest first. */
export interface FoundWords {
  readonly data: readonly FoundMessage[]
  /** Where the next step begins; null when all messages were searched. */
  readonly before: number | null
}

/** The kind of the object with an id, and what it belongs to. */
export interface ObjectPlace {
  readonly kind: 'assistant' | 'thread' | 'run' | 'message' | 'step' | 'call' | 'file' | 'vector_store'
  readonly id: string
  readonly thread_id: string | null
  readonly run_id: string | null
  /** Of a file that is here: it has a page of its own. Of others is told where they were used last. */
  readonly is_stored?: true
  /** Of a file: the message or the step that has it. */
  readonly message_id?: string
  readonly step_id?: string
}

/** What is known of a step beside the protocol's object, which cannot have further fields: SDKs do not expect them. */
export interface StepNote extends Pick<RequestAdapted, 'left_out' | 'without'> {
  /** The id of the step. */
  readonly id: string
  readonly reasoning: Reasoning | null
  /** Missing where nothing was counted that is worth a note. */
  readonly counted?: Pick<TurnCounted, 'cached_tokens' | 'reasoning_tokens' | 'cost' | 'is_estimated'>
  /** Missing where the step has no calls of hosted tools, or they are not written whole. */
  readonly hosted?: HostedCalls
}

/** What a model thought before it answered or called. Times are Unix milliseconds. */
export interface Reasoning {
  readonly text: string
  readonly from_ms: number
  readonly to_ms: number
  /** The field in which it is sent back to the endpoint; null where it is not sent back. */
  readonly field: ReasoningField | null
  readonly details?: readonly ReasoningDetail[]
}

/** A note as lists have it, without its texts, which are fetched one by one. */
export interface ListedNote extends Omit<StepNote, 'reasoning' | 'hosted'> {
  readonly reasoning: Pick<Reasoning, 'from_ms' | 'to_ms'> | null
}

/**
 * A message as pages read it. A picture that lies in it as a `data:` URL has the address that serves it in its place, a
 * path of this server; with `whole_length` its texts are cut, and have that many characters in the whole message.
 */
export interface ShownMessage extends Message {
  /** How large those pictures are, by their address, as far as it is known. */
  readonly picture_sizes?: Readonly<Record<string, PictureSize>>
  readonly whole_length?: number
}

/** In pixels, as the picture is shown. */
export interface PictureSize {
  readonly width: number
  readonly height: number
}

/** A row of the database that holds no object, found since the server started. It is left where it is. */
export interface DamagedRow {
  /** The object's; of events the run's; of an answer its request and idempotency key. */
  readonly id: string
  readonly table:
    | 'assistants'
    | 'threads'
    | 'messages'
    | 'runs'
    | 'steps'
    | 'files'
    | 'vector_stores'
    | 'vector_store_files'
    | 'vector_store_batches'
    | 'events'
    | 'records'
    | 'answers'
    | 'exchanges'
  /** The document is not JSON, or JSON of something else; or a column beside it has an impossible value. */
  readonly reason: 'no_json' | 'wrong_json' | 'wrong_column'
  /** Of events: the numbers of the first and the last that are lost. */
  readonly first_seq?: number
  readonly last_seq?: number
}

/** The first frame of the stream of changes: every change from here on is sent. */
export interface ChangesReady {
  /** When the last one was, in Unix milliseconds; null while this server has had none. */
  readonly last_change_ms: number | null
}

/** Something that lists show has changed. Sent live, so that pages refetch what they show of it. */
export interface Change {
  /**
   * `account`: the state of the connection's account; the id is the connection's. `vector_store`: it, or its files.
   */
  readonly kind: 'assistant' | 'thread' | 'message' | 'run' | 'account' | 'file' | 'vector_store'
  readonly verb: 'put' | 'deleted'
  readonly id: string
  readonly thread_id: string | null
  readonly status: Run['status'] | null
}
