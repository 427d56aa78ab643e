import type { ConnectionInfo } from '@/lib/protocol/playground'
import type { Backend } from '@/lib/backend/backend'
import { createChanges } from '@/lib/backend/log/changes'
import type { Clock } from '@/lib/backend/clock'
import { createEngine } from './engine/engine'
import { createApp } from './http/app'
import { randomId } from '@/lib/backend/ids'
import type { ModelRegistry } from '@/lib/backend/models/model'
import { reportCalmly } from '@/lib/backend/wire/report-calmly'
import type { Store } from '@/lib/backend/store/store'

export interface EmbeddedOptions {
  /** Owned from here on: closed together with the backend. */
  readonly store: Store
  readonly models: ModelRegistry
  /** How the pages name what answers. */
  readonly model: ConnectionInfo['model']
  /** The largest body a request may have, in bytes. */
  readonly maxBodyBytes?: number
  /** Tells the operator of what no client can be told. */
  readonly report?: (message: string, error: unknown) => void
  readonly clock?: Clock
}

export interface Embedded {
  readonly info: ConnectionInfo
  readonly backend: Backend
  /** Stops the runs where they are and closes the store; the next start takes them up. */
  close(): Promise<void>
}

const DEFAULT_MAX_BODY_BYTES = 8 * 1024 * 1024

/** The backend that lives in this process, with every run that an earlier process left underway taken up. */
export async function createEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { store, models, model, maxBodyBytes = DEFAULT_MAX_BODY_BYTES, clock = Date.now } = options
  const report = reportCalmly(options.report ?? toStderr, clock)
  const changes = createChanges(clock)
  const engine = createEngine({ store, models, clock, ids: randomId, changes, report })
  await engine.recover()
  const info = infoOf(model, models.defaultName)
  const backend = createApp({
    services: { store, engine, models, changes, clock, ids: randomId },
    connection: info,
    maxBodyBytes,
    report,
  })
  return {
    info,
    backend,
    async close() {
      await engine.close()
      await store.close()
    },
  }
}

const infoOf = (model: ConnectionInfo['model'], defaultModel: string): ConnectionInfo => ({
  id: 'embedded',
  kind: 'embedded',
  model,
  default_model: defaultModel,
  capabilities: {
    all_threads: true,
    usage: true,
    assistant_sampling: true,
    json_schema: true,
    message_changes: true,
    run_metadata: true,
    changes_elsewhere: true,
  },
})

const toStderr = (message: string, error: unknown) => console.error(message, error)
