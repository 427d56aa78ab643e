import type { RunEnd } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { pendingCalls } from '@/lib/run/tool-calls'
import { failureOf, type FailureKind } from './failure'
import { LONG_MS } from './long-waits'
import { littleTimeLeft } from './near-expiry'

/** Of tokens. */
type Limits = Pick<Run, 'max_completion_tokens' | 'max_prompt_tokens'>

/** Why a run did not complete, in short. `afterMs` = how long it might have lasted; null where that is not known. */
export type ShortEnd =
  | { readonly kind: 'failed'; readonly failure: FailureKind; readonly said: string }
  | { readonly kind: 'incomplete'; readonly reason: keyof Limits | 'filtered'; readonly limit: number | null }
  | { readonly kind: 'expired'; readonly afterMs: number | null }

/** What a run waits for, in short. `forMs` = since how long; null where that is not known. */
export type ShortWait =
  | {
      readonly kind: 'waiting'
      readonly names: readonly string[]
      readonly count: number
      readonly forMs: number | null
    }
  | { readonly kind: 'queued'; readonly forMs: number }

/** What there is to know of a run that has ended. */
type Ended = Pick<Run, 'status'> & RunEnd

/** Why a run ended otherwise than completed: what the rules find, made of the run's object alone. */
export function endInShort({ status, last_error, incomplete_details, ...run }: Ended): ShortEnd | undefined {
  switch (status) {
    case 'failed':
      if (!last_error) return { kind: 'failed', failure: 'server_error', said: '' }
      return { kind: 'failed', failure: failureOf(last_error), said: saidInShort(last_error.message) }
    case 'incomplete':
      if (!incomplete_details) return { kind: 'incomplete', reason: 'filtered', limit: null }
      return { kind: 'incomplete', reason: incomplete_details.reason, limit: run[incomplete_details.reason] }
    case 'expired':
      return { kind: 'expired', afterMs: run.expires_at === null ? null : (run.expires_at - run.created_at) * 1000 }
    default:
      return undefined
  }
}

/** A line of a list begins with what happened: which endpoint said so stands in the whole sentence. */
const saidInShort = (message: string) =>
  message
    .replace(
      /^The model endpoint \S+ (?:answered \d{3}(?: and |: |\.$)|reported an error while answering(?:: |\.$))/,
      '',
    )
    .replace(/^The (?:answer of the )?model endpoint (\S+ )/, '$1')

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
