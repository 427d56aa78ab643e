import type { Backend } from '@/lib/backend/backend'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import type { RunsHere } from '@/lib/backend/log/runs-here'
import type { AnswerRule } from './answer-rule'
import type { StoredResponders } from './stored-responders'

export interface RunWorkerOptions {
  readonly connection: string
  /** The connection's own: answers go through its wire, as those of a person do. */
  readonly backend: Backend
  readonly runs: RunsHere
  readonly stored: StoredResponders
  /** Where several instances carry the runs. */
  readonly jobs: Jobs | undefined
  readonly answer: AnswerRule
  /** Waits, and throws when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** Milliseconds that only go forward. */
  readonly now: () => number
  /** Tells the operator of what no client can be told. */
  readonly report: (message: string, error: unknown) => void
}
