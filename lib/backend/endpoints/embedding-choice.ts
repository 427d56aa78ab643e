// Which model makes the embeddings of vector stores: one of a model endpoint that was chosen on a page, else the
// environment's. Whoever needs embeddings is told of each change through their source.
import { badRequest, notFound } from '@/lib/protocol/error'
import type { EmbeddingChoice, EmbeddingModel } from '@/lib/protocol/model-settings'
import type { OwnedEmbeddingSource } from '@/lib/backend/models/embedding-source'
import { createEmbeddings, type Embeddings, type EmbeddingSettings } from '@/lib/backend/models/remote/embeddings'
import type { Endpoint } from './endpoint'
import type { StoredEndpoints } from './stored-endpoints'

export interface EmbeddingChoiceOptions extends Pick<EmbeddingSettings, 'fetch' | 'sleep'> {
  readonly stored: Pick<StoredEndpoints, 'embeddingModel' | 'setEmbeddingModel'>
  readonly source: OwnedEmbeddingSource
  /** What the environment defines, and whoever asks it. */
  readonly environment: EnvironmentEmbeddings | undefined
}

interface EnvironmentEmbeddings extends Pick<EmbeddingSettings, 'url' | 'model' | 'apiKey'> {
  readonly embeddings: Embeddings
}

/** `apply` is to be called with all endpoints at first, and whenever they change. */
export async function openEmbeddingChoice({ stored, source, environment, ...effects }: EmbeddingChoiceOptions) {
  let chosen = await stored.embeddingModel()
  let endpoints: readonly Endpoint[] = []
  let made: { readonly of: string; readonly embeddings: Embeddings } | undefined

  /** The same while nothing of it changes: what is known of an endpoint, such as that it fails, is known of that. */
  function embeddingsOf({ url, key, headers }: Endpoint, model: string): Embeddings {
    const of = JSON.stringify([url, model, key, headers])
    if (made?.of !== of) made = { of, embeddings: createEmbeddings({ url, model, apiKey: key, headers, ...effects }) }
    return made.embeddings
  }

  const endpointOf = (choice: EmbeddingModel | undefined) => endpoints.find(({ id }) => id === choice?.endpoint_id)

  function apply(all: readonly Endpoint[]) {
    endpoints = all
    const endpoint = endpointOf(chosen)
    source.choose(chosen && endpoint ? embeddingsOf(endpoint, chosen.model) : environment?.embeddings)
  }

  return {
    apply,

    /** As the database has it; `apply` follows. */
    async readAnew() {
      chosen = await stored.embeddingModel()
    },

    choice: (): EmbeddingChoice => ({
      chosen: chosen && endpointOf(chosen) ? chosen : null,
      environment: environment
        ? { base_url: environment.url, model: environment.model, has_key: environment.apiKey !== '' }
        : null,
    }),

    /** Null: the environment's, or none. Throws ApiError (404) for an endpoint that is not there. */
    async choose(next: EmbeddingModel | null) {
      if (next !== null && !endpointOf(next)) throw notFound('model endpoint', next.endpoint_id)
      await stored.setEmbeddingModel(next ?? undefined)
      chosen = next ?? undefined
      apply(endpoints)
    },

    /** What a test asks; null is what the environment defines. Throws ApiError (404, 400). */
    asked(model: EmbeddingModel | null): Pick<Endpoint, 'url' | 'key' | 'headers'> & { readonly model: string } {
      if (model !== null) {
        const endpoint = endpointOf(model)
        if (!endpoint) throw notFound('model endpoint', model.endpoint_id)
        return { ...endpoint, model: model.model }
      }
      if (!environment) throw badRequest('The environment defines no embedding model.', { param: 'endpoint_id' })
      return { url: environment.url, key: environment.apiKey, headers: {}, model: environment.model }
    },
  }
}

export type Embedding = Awaited<ReturnType<typeof openEmbeddingChoice>>
