import type { Hono } from 'hono'
import type { Changes } from '../changes'
import type { Clock } from '../clock'
import type { Engine } from '../engine/engine'
import type { Ids } from '../ids'
import type { ModelRegistry } from '../models/model'
import type { Store } from '../store/store'
import type { Once } from './idempotency'

/** What the handlers work with. */
export interface Services {
  readonly store: Store
  readonly engine: Engine
  readonly models: ModelRegistry
  readonly changes: Changes
  readonly clock: Clock
  readonly ids: Ids
  /** For every request that creates. */
  readonly once: Once
}

/** Adds the routes of one noun to the wire's app. */
export type Routes = (app: Hono, services: Services) => void
