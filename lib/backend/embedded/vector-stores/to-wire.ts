import type { FileCounts, VectorStore, VectorStoreBatch } from '@/lib/protocol/vector-store'
import { toSeconds } from '@/lib/backend/clock'
import type { StoredBatch } from '@/lib/backend/store/vector-store-batch-table'
import type { VectorStoreRow } from '@/lib/backend/store/vector-store-table'

/** Whether a store's time is up, marked as such or not. */
export const isExpired = ({ isExpired, expiresMs }: Pick<VectorStoreRow, 'isExpired' | 'expiresMs'>, nowMs: number) =>
  isExpired || (expiresMs !== null && expiresMs <= nowMs)

export function toVectorStore(row: VectorStoreRow, nowMs: number): VectorStore {
  const { store, counts, usageBytes, lastActiveMs, expiresMs } = row
  const { id, object, created_at, name, description, expires_after, metadata } = store
  const over = isExpired(row, nowMs)
  return {
    ...{ id, object, created_at, name },
    ...(description !== undefined && { description }),
    // Of one whose time is up nothing is indexed any more.
    usage_bytes: over ? 0 : usageBytes,
    file_counts: counts,
    status: over ? 'expired' : counts.in_progress > 0 ? 'in_progress' : 'completed',
    ...(expires_after && { expires_after }),
    expires_at: expiresMs === null ? null : toSeconds(expiresMs),
    last_active_at: toSeconds(lastActiveMs),
    metadata,
  }
}

interface CountedBatch {
  readonly batch: StoredBatch
  readonly isCancelled: boolean
  readonly counts: FileCounts
}

/** It has failed where all of its files have. */
export function toBatch({ batch, isCancelled, counts }: CountedBatch): VectorStoreBatch {
  const status = isCancelled
    ? 'cancelled'
    : counts.in_progress > 0
      ? 'in_progress'
      : counts.failed > 0 && counts.failed === counts.total
        ? 'failed'
        : 'completed'
  return { ...batch, status, file_counts: counts }
}
