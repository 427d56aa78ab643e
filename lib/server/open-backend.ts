import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createFace } from '@/lib/backend/appbuilder/face/create-face'
import type { Backend } from '@/lib/backend/backend'
import { createEmbedded } from '@/lib/backend/embedded/create-embedded'
import { createModelRegistry, type ModelUpstream } from '@/lib/backend/embedded/models/registry'
import { createStore } from '@/lib/backend/embedded/store/create-store'
import type { Environment } from './environment'

export interface OpenBackend {
  /** Everything that is served under the wires' addresses and /api. */
  readonly backend: Backend
  close(): Promise<void>
}

/** The embedded backend as the environment wants it, with AppBuilder's wire over it. */
export async function openBackend(environment: Environment): Promise<OpenBackend> {
  const { DATA_DIR, MAX_BODY_BYTES, SCRIPTED_PACE_MS } = environment
  const upstream = upstreamFrom(environment)
  const models = createModelRegistry({
    paceMs: SCRIPTED_PACE_MS,
    sleep: (ms, signal) => wait(ms, undefined, { signal }),
    ...(upstream && { upstream }),
  })
  const store = await createStore({ database: { folder: DATA_DIR }, clock: Date.now })
  const embedded = await createEmbedded({
    store,
    models,
    model: upstream
      ? { kind: 'openai-compatible', host: new URL(upstream.baseUrl).host }
      : { kind: 'scripted', host: null },
    maxBodyBytes: MAX_BODY_BYTES,
  })
  const face = createFace({
    backend: embedded.backend,
    connection: 'embedded',
    records: store.records,
    filesFolder: join(DATA_DIR, 'appbuilder-files'),
    clock: Date.now,
    maxBodyBytes: MAX_BODY_BYTES,
    report: (message, error) => console.error(message, error),
  })
  return {
    backend: (request) => (isAppBuilder(request) ? face(request) : embedded.backend(request)),
    close: embedded.close,
  }
}

const isAppBuilder = ({ url }: Request) => /^\/v2(?:\/|$)/.test(new URL(url).pathname)

function upstreamFrom({ MODEL_BASE_URL, MODEL_API_KEY, MODEL_NAMES }: Environment): ModelUpstream | undefined {
  if (MODEL_BASE_URL === undefined) return undefined
  return { baseUrl: MODEL_BASE_URL, apiKey: MODEL_API_KEY ?? '', names: MODEL_NAMES }
}
