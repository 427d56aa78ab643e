import type { Hono } from 'hono'
import type { Changes } from '@/lib/backend/log/changes'
import type { Clock } from '@/lib/backend/clock'
import type { Files } from '../files/files'
import type { VectorStores } from '../vector-stores/create-vector-stores'
import type { Engine } from '../engine/engine'
import type { HostedTools } from '../tools/hosted-tool'
import type { Ids } from '@/lib/backend/ids'
import type { ModelRegistry } from '@/lib/backend/models/model'
import type { Store } from '@/lib/backend/store/store'
import type { Once } from '@/lib/backend/wire/idempotency'

/** What the handlers work with. */
export interface Services {
  readonly store: Store
  readonly engine: Engine
  readonly models: ModelRegistry
  readonly files: Files
  readonly tools: HostedTools
  readonly vectorStores: VectorStores
  readonly changes: Changes
  readonly clock: Clock
  readonly ids: Ids
  /** For every request that creates. */
  readonly once: Once
}

/** Adds the routes of one noun to the wire's app. */
export type Routes = (app: Hono, services: Services) => void
