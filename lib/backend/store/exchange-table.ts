import type { WireExchange } from '@/lib/protocol/exchange'

/** What passed on the wire of runs: for those that others carry, and that are only passed on. */
export interface ExchangeTable {
  /**
   * Writes an exchange of the run, or replaces the one of its number. False where it is not kept: there is no such run,
   * or it has `MAX_EXCHANGES` already.
   */
  put(runId: string, exchange: WireExchange): Promise<boolean>
  /** In the order in which they were asked, from behind a number on. */
  list(
    runId: string,
    query: { readonly limit: number; readonly after?: number },
  ): Promise<{ readonly data: readonly WireExchange[]; readonly hasMore: boolean }>
}

/** A client that asks without end how a run stands would fill the disk. */
export const MAX_EXCHANGES = 1_000
