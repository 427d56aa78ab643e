import type { Changes } from '@/lib/backend/log/changes'
import type { Store } from '@/lib/backend/store/store'
import { isExpired } from './to-wire'

/** How a store stands after it was waited for. `indexing`: it has not come to an end in time. */
export type StoreStanding = 'indexed' | 'indexing' | 'expired' | 'gone'

interface Waiting {
  readonly store: Pick<Store, 'vectorStores'>
  readonly changes: Changes
  readonly clock: () => number
}

/** Waits until nothing of a store is being indexed, at most so long. Throws when the signal aborts. */
export async function untilIndexed(
  { store, changes, clock }: Waiting,
  storeId: string,
  { withinMs, signal }: { readonly withinMs: number; readonly signal: AbortSignal },
): Promise<StoreStanding> {
  const over = AbortSignal.any([signal, AbortSignal.timeout(withinMs)])
  let wake = () => {}
  const unsubscribe = changes.subscribe(({ kind, id }) => {
    if (kind === 'vector_store' && id === storeId) wake()
  })
  const onOver = () => wake()
  over.addEventListener('abort', onOver)
  try {
    for (;;) {
      const changed = new Promise<void>((resolve) => (wake = resolve))
      const row = await store.vectorStores.get(storeId)
      signal.throwIfAborted()
      if (!row) return 'gone'
      if (isExpired(row, clock())) return 'expired'
      if (row.counts.in_progress === 0) return 'indexed'
      if (over.aborted) return 'indexing'
      await changed
    }
  } finally {
    over.removeEventListener('abort', onOver)
    unsubscribe()
  }
}
