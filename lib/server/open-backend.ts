import { setTimeout as wait } from 'node:timers/promises'
import { createEmbedded, type Embedded } from '@/lib/backend/embedded/create-embedded'
import { createModelRegistry, type ModelUpstream } from '@/lib/backend/embedded/models/registry'
import { createStore } from '@/lib/backend/embedded/store/create-store'
import type { Environment } from './environment'

/** The embedded backend as the environment wants it. */
export async function openBackend(environment: Environment): Promise<Embedded> {
  const { DATA_DIR, MAX_BODY_BYTES, SCRIPTED_PACE_MS } = environment
  const upstream = upstreamFrom(environment)
  const models = createModelRegistry({
    paceMs: SCRIPTED_PACE_MS,
    sleep: (ms, signal) => wait(ms, undefined, { signal }),
    ...(upstream && { upstream }),
  })
  return createEmbedded({
    store: await createStore({ database: { folder: DATA_DIR }, clock: Date.now }),
    models,
    model: upstream
      ? { kind: 'openai-compatible', host: new URL(upstream.baseUrl).host }
      : { kind: 'scripted', host: null },
    maxBodyBytes: MAX_BODY_BYTES,
  })
}

function upstreamFrom({ MODEL_BASE_URL, MODEL_API_KEY, MODEL_NAMES }: Environment): ModelUpstream | undefined {
  if (MODEL_BASE_URL === undefined) return undefined
  return { baseUrl: MODEL_BASE_URL, apiKey: MODEL_API_KEY ?? '', names: MODEL_NAMES }
}
