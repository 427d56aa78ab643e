import type { Hono } from 'hono'
import type { AppBuilder } from '@/lib/appbuilder/create-appbuilder'
import type { Thread } from '@/lib/protocol/thread'
import type { Changes } from '@/lib/backend/log/changes'
import type { Once } from '@/lib/backend/wire/idempotency'
import type { Store } from '@/lib/backend/store/store'
import type { AccountLine } from './account-line'
import type { RecentMessages } from './recent-messages'
import type { RemoteEngine } from './remote-engine'

/** What the adapter works with. */
export interface AdapterServices {
  readonly client: AppBuilder
  readonly line: Pick<AccountLine, 'state'>
  /** What was seen of the remote through here: threads, messages and runs with their logs. */
  readonly mirror: Store
  readonly engine: RemoteEngine
  readonly changes: Changes
  /** For every request that creates. */
  readonly once: Once
  readonly recentMessages: RecentMessages
  /** The threads that are being looked up, by id: in the mirror, at first sight at the account. */
  readonly firstSights: Map<string, Promise<Thread>>
  /** The present moment in Unix milliseconds. */
  readonly clock: () => number
  /** Waits so many milliseconds. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Adds the routes of one noun to the adapter's wire. */
export type AdapterRoutes = (app: Hono, services: AdapterServices) => void
