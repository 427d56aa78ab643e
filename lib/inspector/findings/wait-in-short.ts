import type { Run } from '@/lib/protocol/run'
import { pendingCalls } from '@/lib/run/tool-calls'
import { LONG_MS } from './long-waits'
import { littleTimeLeft } from './near-expiry'

/** What a run waits for, in short. `forMs` = since how long; null where that is not known. */
export type ShortWait =
  | {
      readonly kind: 'waiting'
      readonly names: readonly string[]
      readonly count: number
      readonly forMs: number | null
    }
  | { readonly kind: 'queued'; readonly forMs: number }

interface Moments {
  /** Unix ms. */
  readonly now: number
  /** Since when the run waits for outputs, in Unix ms; null where that is not known. */
  readonly sinceMs: number | null
}

/** What an active run waits for, and how long it may still take where that is little. */
export function waitInShort(run: Run, { now, sinceMs }: Moments): { wait?: ShortWait; leftMs?: number } {
  const leftMs = littleTimeLeft(run, now)
  return { ...waitOf(run, { now, sinceMs }), ...(leftMs !== undefined && { leftMs }) }
}

function waitOf(run: Run, { now, sinceMs }: Moments): { wait?: ShortWait } {
  const calls = pendingCalls(run)
  if (calls.length > 0) {
    const names = [...new Set(calls.map((call) => call.function.name))]
    const forMs = sinceMs === null ? null : Math.max(0, now - sinceMs)
    return { wait: { kind: 'waiting', names, count: calls.length, forMs } }
  }
  // One that has begun before, and is queued again with its outputs, has not been so since its creation.
  const forMs = run.status === 'queued' && run.started_at === null ? now - run.created_at * 1000 : 0
  return forMs > LONG_MS.queued ? { wait: { kind: 'queued', forMs } } : {}
}
