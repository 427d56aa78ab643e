import type { LoggedEvent } from '@/lib/protocol/event'

/** The logs of runs. */
export interface EventTable {
  /**
   * Appends events whose `seq` go on from the log's last; throws when they leave a gap or a number is taken. With
   * `attempt` it writes for who took the run up as that attempt, and throws LostRunError when another has since.
   */
  append(runId: string, events: readonly LoggedEvent[], by?: { readonly attempt: number }): Promise<void>
  /**
   * The log after `seq`, in order; at most `limit` events (rounded up to whole batches), fewer of large ones. In the
   * place of a batch that cannot be read stands an event `error` with the code `log_damaged`.
   */
  after(runId: string, seq: number, limit: number): Promise<readonly LoggedEvent[]>
  lastSeq(runId: string): Promise<number>
}
