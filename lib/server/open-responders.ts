import { setTimeout as wait } from 'node:timers/promises'
import type { Fetch } from '@/lib/backend/fetch'
import { createResponders } from '@/lib/backend/responders/create-responders'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import type { Sealer } from '@/lib/backend/sealing'
import type { OpenDatabase } from '@/lib/backend/store/open-database'
import type { Environment } from './environment'

interface OpeningResponders {
  readonly sealer: Sealer
  /** What its own requests are known by when an address leads back to it. */
  readonly instance: string
  readonly database: Pick<OpenDatabase, 'settings'>
  readonly jobs: Jobs | undefined
  readonly fetch: Fetch
}

/** What answers calls of functions by rule. */
export const respondersOf = (environment: Environment, { database, ...opened }: OpeningResponders) =>
  createResponders({
    ...opened,
    settings: database.settings,
    hosts: environment.RESPONDER_HOSTS,
    mcpServers: environment.mcpServers,
    sleep: (ms, signal) => wait(ms, undefined, { signal, ref: false }),
    now: () => performance.now(),
    report: (message, error) => console.error(message, error),
  })
