// The `openai` package as its users have it; only its `fetch` is ours.
import OpenAI, { type ClientOptions } from 'openai'
import { createValidatingFetch, type Fetch, type ValidatingFetch } from './validating-fetch'

export interface Sdk extends ValidatingFetch {
  readonly client: OpenAI
}

/** A client of the server at `url`, with the package's own defaults wherever `options` say nothing. */
export function createSdk(url: string, options: Omit<ClientOptions, 'fetch' | 'baseURL'> = {}, send?: Fetch): Sdk {
  const judging = createValidatingFetch('/v1', send)
  const { fetch } = judging
  return { ...judging, client: new OpenAI({ apiKey: 'not-needed', ...options, baseURL: `${url}/v1`, fetch }) }
}
