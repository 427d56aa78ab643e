import type { AppBuilder } from '@/lib/appbuilder/create-appbuilder'
import type { Ids } from '@/lib/backend/ids'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import type { Changes } from '@/lib/backend/log/changes'
import type { Store } from '@/lib/backend/store/store'

export interface RemoteEngineOptions {
  readonly client: AppBuilder
  readonly mirror: Store
  /** Where several instances share the mirror. */
  readonly jobs?: Jobs | undefined
  readonly changes: Changes
  readonly clock: () => number
  readonly ids: Ids
  /** Waits, and throws when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** Logs, for the operator, what must not reach clients. */
  readonly report: (message: string, error: unknown) => void
}
