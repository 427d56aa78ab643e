import { setTimeout as wait } from 'node:timers/promises'
import type { Fetch } from '@/lib/backend/fetch'
import { createEmbeddings } from '@/lib/backend/models/remote/embeddings'
import type { Environment } from './environment'

/** What makes embeddings where nothing else was chosen; undefined where the environment names no model for them. */
export function environmentEmbeddings(
  { EMBEDDING_BASE_URL: url, EMBEDDING_MODEL: model, EMBEDDING_API_KEY: apiKey = '' }: Environment,
  fetch: Fetch,
) {
  if (url === undefined || model === undefined) return undefined
  const sleep = (ms: number, signal: AbortSignal) => wait(ms, undefined, { signal })
  return { url, model, apiKey, embeddings: createEmbeddings({ url, model, apiKey, fetch, sleep }) }
}
