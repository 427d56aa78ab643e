// Asks for one embedding, and says how long that took and how many numbers it has, or why there is none.
import type { Found } from '@/lib/protocol/connection'
import type { EmbeddingTest } from '@/lib/protocol/model-settings'
import { errorTextOf } from '@/lib/backend/error-text'
import { failedReach } from '@/lib/backend/failed-reach'
import type { Fetch } from '@/lib/backend/fetch'
import { createEmbeddings } from '@/lib/backend/models/remote/embeddings'
import { withoutSecrets } from '@/lib/backend/upstream-checks'
import type { Endpoint } from './endpoint'
import { errorIn, jsonIn } from './error-words'

interface TestOptions {
  readonly fetch: Fetch
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<unknown>
  /** How long the answer may take, in milliseconds. */
  readonly answerMs: number
  /** Milliseconds that only rise. */
  readonly now: () => number
}

/** Never throws: failures are the result. */
export async function testEmbeddings(
  { model, ...endpoint }: Pick<Endpoint, 'url' | 'key' | 'headers'> & { readonly model: string },
  { fetch, sleep, answerMs, now }: TestOptions,
): Promise<EmbeddingTest> {
  const seen: { failure?: unknown; status?: number; words?: string | undefined } = {}
  const noting: Fetch = async (address, init) => {
    try {
      const response = await fetch(address, init)
      seen.status = response.status
      if (response.ok) return response
      seen.words = await wordsOf(response)
      return new Response(null, response)
    } catch (error) {
      seen.failure = error
      throw error
    }
  }
  const { url, key: apiKey, headers } = endpoint
  const from = now()
  const ms = () => Math.round(now() - from)
  try {
    const embeddings = createEmbeddings({ url, model, apiKey, headers, fetch: noting, sleep })
    const options = { signal: new AbortController().signal, tries: 1, timeoutMs: answerMs }
    const [vector] = await embeddings.of(['A sentence to be compared with others.'], options)
    return { passed: true, ms: ms(), dimensions: vector?.length ?? 0, steps: [step('passed', ms())] }
  } catch (error) {
    const { reason, values, words, detail } = whyNone(error, { ...seen, url })
    const told: Found = {
      ...(reason && { reason }),
      ...(values && { values }),
      ...(words !== undefined && { words: withoutSecrets(words, endpoint) }),
    }
    const failed = { ...step('failed', ms()), ...told, detail: withoutSecrets(detail, endpoint) }
    return { passed: false, ms: ms(), dimensions: null, steps: [failed] }
  }
}

const step = (status: 'passed' | 'failed', ms: number) => ({ step: 'answer', status, ms, detail: null }) as const

interface Seen {
  readonly url: string
  readonly failure?: unknown
  readonly status?: number | undefined
  readonly words?: string | undefined
}

function whyNone(error: unknown, { url, failure, status, words }: Seen): Found & { readonly detail: string } {
  if (failure !== undefined) {
    const { reason, words: said, detail } = failedReach(failure, url)
    return { ...(reason && { reason }), ...(said !== undefined && { words: said }), detail }
  }
  const detail = error instanceof Error ? error.message : String(error)
  const reason = status === 401 || status === 403 ? 'key_refused' : 'no_embeddings'
  return { reason, values: { status: status ?? 0 }, ...(words !== undefined && { words }), detail }
}

async function wordsOf(response: Response): Promise<string | undefined> {
  try {
    return errorIn(jsonIn(await errorTextOf(response)))
  } catch {
    return undefined
  }
}
