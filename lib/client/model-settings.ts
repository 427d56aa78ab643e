// Model endpoints as the settings pages read and change them.
import { mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query'
import type {
  CreateModelEndpointBody,
  DefaultModel,
  EmbeddingChoice,
  EmbeddingModel,
  EmbeddingTest,
  ModelEndpoint,
  ModelEndpointTest,
  ModelSettings,
  ModifyModelEndpointBody,
} from '@/lib/protocol/model-settings'
import { json, post, type Send } from '@/lib/wire-client/requests'
import { sendFromBrowser } from './browser-send'

const BASE = '/api/settings/models'

const at = (id: string) => `${BASE}/${encodeURIComponent(id)}`

const MODELS = 'models'
const key = ['settings', MODELS] as const

export const modelSettingsQuery = (send: Send = sendFromBrowser) =>
  queryOptions({ queryKey: key, queryFn: ({ signal }) => json<ModelSettings>(send, BASE, { signal }) })

/** The settings, and every connection's list of models. */
const forget = (client: QueryClient) =>
  client.invalidateQueries({ predicate: ({ queryKey: [, noun] }) => noun === MODELS })

/** Adds an endpoint, or changes the one with that id. */
export const saveEndpointMutation = (client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: (asked: CreateModelEndpointBody | { readonly id: string; readonly changes: ModifyModelEndpointBody }) =>
      'id' in asked
        ? json<ModelEndpoint>(sendFromBrowser, at(asked.id), post(asked.changes))
        : json<ModelEndpoint>(sendFromBrowser, BASE, post(asked)),
    onSuccess: () => forget(client),
  })

export const removeEndpointMutation = (client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: (id: string) => json<unknown>(sendFromBrowser, at(id), { method: 'DELETE' }),
    onSuccess: () => forget(client),
  })

/** Null: the first that is offered. */
export const defaultModelMutation = (client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: (model: string | null) =>
      json<DefaultModel>(sendFromBrowser, '/api/settings/default-model', post({ model })),
    onSuccess: () => forget(client),
  })

const EMBEDDING = '/api/settings/embedding-model'

const embeddingBody = (model: EmbeddingModel | null) => post(model ?? { endpoint_id: null })

/** Null: the environment's, or none. */
export const embeddingModelMutation = (client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: (model: EmbeddingModel | null) =>
      json<EmbeddingChoice>(sendFromBrowser, EMBEDDING, embeddingBody(model)),
    onSuccess: () => forget(client),
  })

/** Null: what the environment defines. */
export const testEmbeddingMutation = () =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: (model: EmbeddingModel | null) =>
      json<EmbeddingTest>(sendFromBrowser, `${EMBEDDING}/test`, embeddingBody(model)),
  })

/** Asked in another API than it is stored with, where one is given. */
type StoredTest = { readonly id: string } & Pick<CreateModelEndpointBody, 'api'>

/** Of a stored endpoint, or of one that is only typed; `model` as the endpoint calls it. */
export const testEndpointMutation = (client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: (asked: (CreateModelEndpointBody | StoredTest) & { readonly model?: string }) => {
      if (!('id' in asked)) return json<ModelEndpointTest>(sendFromBrowser, '/api/settings/model-tests', post(asked))
      const { id, ...body } = asked
      return json<ModelEndpointTest>(sendFromBrowser, `${at(id)}/test`, post(body))
    },
    // A stored endpoint tells how the last test of each model ended.
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  })
