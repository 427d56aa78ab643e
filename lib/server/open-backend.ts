import { createEmbedded, type Embedded } from '@/lib/backend/embedded/create-embedded'
import { createStore } from '@/lib/backend/embedded/store/create-store'
import type { Environment } from './environment'

/** The embedded backend as the environment wants it. */
export async function openBackend(environment: Environment): Promise<Embedded> {
  const { DATA_DIR, MAX_BODY_BYTES, MODEL_BASE_URL } = environment
  const store = await createStore({ database: { folder: DATA_DIR }, clock: Date.now })
  return createEmbedded({
    store,
    models: {
      names: [{ id: 'x', owned_by: 'x' }],
      defaultName: 'x',
      find: () => ({
        async *answer() {
          for (let i = 0; i < 200; i++) {
            yield { type: 'text', text: 'word ' } as const
            await new Promise((r) => setTimeout(r, 50))
          }
        },
      }),
    },
    model: { kind: MODEL_BASE_URL === undefined ? 'scripted' : 'openai-compatible', host: null },
    maxBodyBytes: MAX_BODY_BYTES,
  })
}
