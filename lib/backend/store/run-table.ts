import type { ListQuery } from '@/lib/protocol/list'
import type { RunCounts, RunSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import type { RunStatus } from '@/lib/protocol/status'
import type { RunQuery } from './list-queries'
import type { Page } from './page'
import type { Placement } from './placement'

/** A run with what the engine keeps beside it. */
export interface RunRow {
  readonly run: Run
  /** Counts the times an engine took the run up; an append with an older number is refused. */
  readonly attempt: number
  /** When it must be over, in Unix milliseconds. */
  readonly expiresMs: number
}

/** What must still be true of a stored run for a move, and the moment of the move. */
export interface MoveGuard {
  readonly from: readonly RunStatus[]
  readonly attempt: number
  readonly atMs: number
}

export interface RunHead {
  readonly id: string
  readonly status: RunStatus
  readonly lastSeq: number
}

export interface RunTable {
  /**
   * Throws `ActiveRunError` when the thread has an active run already, `notFound` when there is no such thread. A run
   * that is over ended at `endedMs`, or `atMs`.
   */
  insert(row: RunRow, atMs: number, placement?: Placement & { readonly endedMs?: number }): Promise<void>
  get(id: string): Promise<Run | undefined>
  row(id: string): Promise<RunRow | undefined>
  list(threadId: string, query: ListQuery): Promise<Page<Run>>
  /** How these stand, and where their logs end: little, of many at once. Those that are gone are missing. */
  heads(ids: readonly string[]): Promise<readonly RunHead[]>
  /** The thread's active run, if it has one. */
  active(threadId: string): Promise<Run | undefined>
  /** Changes only the metadata, whatever the engine does at the same time. */
  setMetadata(id: string, metadata: Run['metadata']): Promise<Run | undefined>
  /**
   * Writes the run if it still is in one of `from` and its attempt still is `attempt`. False: somebody else moved it.
   * The stored metadata is kept. `atMs` becomes the moment of rest when the new status is terminal.
   */
  move(run: Run, guard: MoveGuard): Promise<boolean>
  /**
   * Takes a run up: raises its attempt and returns its row; undefined when it is not in one of `from` (any in which it
   * is not at rest). Whoever had it before writes no more: what it is writing is stored when this resolves, or never.
   */
  claim(id: string, from?: readonly RunStatus[]): Promise<RunRow | undefined>
  /** Counts a start that took up the run's work; returns how many did in a row, since it stopped for calls last. */
  countStart(id: string): Promise<number>
  /**
   * Counts from the beginning, for these runs or all: whoever was at work on them comes to an ordered end, so that none
   * of them is its cause.
   */
  forgetStarts(ids?: readonly string[]): Promise<void>
  /** Every run that is not at rest, as far as its columns tell. */
  underway(): Promise<readonly { readonly id: string; readonly status: RunStatus; readonly expiresMs: number }[]>
  /** Every run that is not at rest and can be read, oldest first: what a start finds underway. */
  unfinished(): Promise<readonly RunRow[]>
  /** Counts an active run that nobody can read as failed, so that its thread is free. Its document stays as it is. */
  abandon(id: string, atMs: number): Promise<void>
  /** Over all threads. */
  search(query: RunQuery): Promise<Page<RunSummary>>
  summary(id: string): Promise<RunSummary | undefined>
  /** Of the runs with that assistant and label how many are in each status. */
  counts(filter: Pick<RunQuery, 'assistant_id' | 'label'>): Promise<RunCounts>
}
