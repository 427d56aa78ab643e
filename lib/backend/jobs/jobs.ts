// Work that one of several instances does, whichever it is, and that another takes up where that one ends before it.
import type { Tables } from '@/lib/backend/store/store'

/**
 * `advance` carries a leg of a run, `expire` ends a run that waits for too long, `respond` answers calls by rule,
 * `follow` follows a run that another service executes, `list` reads the list of all threads there; `transfer` moves
 * objects in; `index` reads a file of a vector store, `embed` makes the embeddings that are missing.
 */
export const queues = ['advance', 'expire', 'respond', 'follow', 'list', 'transfer', 'index', 'embed'] as const

export type Queue = (typeof queues)[number]

/** What a job is about. Of one object a queue has one job at a time; another that is sent is none. */
export interface JobSubject {
  readonly connection: string
  /** The object's id in the connection. */
  readonly id: string
}

interface NewJob extends JobSubject {
  /** Not to be begun before this moment, in Unix milliseconds by the database's clock. */
  readonly startAfterMs?: number
}

export interface Job extends JobSubject {
  /** How often it was taken before; each time whoever had it did not come to its end. */
  readonly times: number
  /** Aborted when the job is to be given back, and when somebody else has it. */
  readonly signal: AbortSignal
  /** Whether it is still this instance's, for a transaction that is to count only then. */
  isOwn(tables: Tables): Promise<boolean>
  /** Says by what it is known that it only waits here: then an instance with nothing to do may have it instead. */
  yieldsWhile(isWaiting: () => boolean): void
}

/** Begins to do a job that is held, once the transaction that holds it is committed. */
export type BeginHeld = () => void

/**
 * Does what a job is about. The job is over when this resolves. When it rejects, the job is given back: at once where
 * its signal is aborted, else after a few seconds, and the operator is told.
 */
export type DoJob = (job: Job) => Promise<void>

/** How many jobs of a queue are in a state and not over. */
export interface JobCount {
  readonly queue: string
  readonly state: string
  readonly count: number
}

export interface Worker {
  /** Takes no more, and gives back what is not over. Resolves when another instance may take it. */
  stop(): Promise<void>
}

export interface Jobs {
  /** Enqueues in the transaction of the tables, which have to be those that its work was given. */
  send(tables: Tables, queue: Queue, job: NewJob): Promise<void>
  /** The same in the place of the object's earlier job, which whoever may still have it loses. */
  resend(tables: Tables, queue: Queue, job: NewJob): Promise<void>
  /**
   * As `resend`, for a job that this instance has from the beginning: no other may take it before this one is silent
   * for too long.
   */
  hold(tables: Tables, queue: Queue, job: JobSubject): Promise<BeginHeld>
  /** Enqueues those that are not there, in a transaction of its own. */
  ensure(queue: Queue, jobs: readonly NewJob[]): Promise<void>
  /** Removes all jobs of a connection that is no more. Whoever has one loses it. */
  forget(connection: string): Promise<void>
  /** Takes the jobs of a connection. Jobs of connections that nobody works for here are left to other instances. */
  work(queue: Queue, connection: string, doJob: DoJob): Worker
  /** Of all instances. */
  counts(): Promise<readonly JobCount[]>
  /** Takes no more jobs of any kind. What is underway goes on until its worker is stopped. */
  drain(): void
  /** After the workers. */
  close(): Promise<void>
}
