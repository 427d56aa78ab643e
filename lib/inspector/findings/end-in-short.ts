import type { RunEnd } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { failureOf, type FailureKind } from './failure'

/** Of tokens. */
type Limits = Pick<Run, 'max_completion_tokens' | 'max_prompt_tokens'>

/** Why a run did not complete, in short. `afterMs` = how long it might have lasted; null where that is not known. */
export type ShortEnd =
  | { readonly kind: 'failed'; readonly failure: FailureKind; readonly said: string }
  | { readonly kind: 'incomplete'; readonly reason: keyof Limits | 'filtered'; readonly limit: number | null }
  | { readonly kind: 'expired'; readonly afterMs: number | null }

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

/** It stands behind the name of the failure in a list. Which endpoint said so is in the whole sentence. */
const saidInShort = (message: string) =>
  message
    .replace(
      /^The model endpoint \S+ (?:answered \d{3}(?: and asks to (?=wait )|: |\.$)|reported an error while answering(?:: |\.$))/,
      '',
    )
    .replace(/^The answer of the model endpoint \S+ was cut off in the middle(?: \((.+)\))?\.$/s, '$1')
    .replace(/^The (?:answer of the )?model endpoint (\S+ )/, '$1')
