import type { Run } from '@/lib/protocol/run'
import type { TransferKind, TransferOutcome } from '@/lib/protocol/transfer'
import type { ObjectTable } from './database'

/** An object that came from elsewhere: as what, by which transfer, and what became of it. */
export interface Transferred {
  readonly kind: TransferKind
  /** That it has here. */
  readonly id: string
  /** Of its content there. */
  readonly hash: string
  readonly transfer_id: string
  readonly outcome: TransferOutcome
}

/** What transfers into a connection are kept by. Documents of transfers are their writer's. */
export interface TransferTable {
  get(id: string): Promise<unknown>
  /** Writes the transfer or replaces it. */
  put(id: string, document: unknown): Promise<void>
  /** With the records that it owns; what it brought stays. False when there was none. */
  remove(id: string): Promise<boolean>
  /** Newest first. */
  list(): Promise<readonly unknown[]>
  /** What is known of an object that came from elsewhere, be it here still or not. */
  known(kind: TransferKind, id: string): Promise<Transferred | undefined>
  /** The same of several of a kind, by their ids. */
  knownOf(kind: TransferKind, ids: readonly string[]): Promise<ReadonlyMap<string, Transferred>>
  /** Which of these there are here. */
  standing(table: ObjectTable, ids: readonly string[]): Promise<ReadonlySet<string>>
  note(transferred: Transferred): Promise<void>
  /** Where in its listing an object may stand that was made in this second: behind all that are there of it. */
  freePlace(table: ObjectTable, from: number): Promise<number>
  /** Replaces a run that is over, its metadata included, and empties its log. */
  replaceRun(run: Run, times: { readonly createdMs: number; readonly endedMs: number }): Promise<void>
}
