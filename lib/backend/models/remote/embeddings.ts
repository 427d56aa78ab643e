// Asks an endpoint of OpenAI's kind for embeddings. What it does not answer is an error in words without secrets.
import { readUpTo } from '@/lib/protocol/read-up-to'
import { retryAfterMsOf } from '@/lib/protocol/retry-after'
import type { Fetch } from '@/lib/backend/fetch'

export interface EmbeddingSettings {
  /** Up to and including `/v1`. */
  readonly url: string
  readonly model: string
  /** Empty for endpoints without a key. */
  readonly apiKey: string
  /** Further headers of each request, as secret as the key. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly fetch: Fetch
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<unknown>
}

export interface Embeddings {
  readonly model: string
  /** One for each text, all of one length. Throws what is to be told to the operator, or the signal's reason. */
  of(texts: readonly string[], options: EmbeddingOptions): Promise<readonly Float32Array[]>
}

interface EmbeddingOptions {
  readonly signal: AbortSignal
  readonly tries: number
  /** For each try. */
  readonly timeoutMs: number
}

/** What may pass, and has not passed after all tries. */
export class EmbeddingsDownError extends Error {
  override readonly name = 'EmbeddingsDownError'
}

class EmbeddingRefusal extends Error {
  override readonly name = 'EmbeddingRefusal'
  constructor(
    message: string,
    readonly waitMs: number | undefined,
  ) {
    super(message)
  }
}

const USUAL_WAIT_MS = 1_000
const MAX_WAIT_MS = 30_000
/** Of 16 embeddings as text, with room. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024

export function createEmbeddings({ url, model, apiKey, fetch, sleep, ...settings }: EmbeddingSettings): Embeddings {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(apiKey !== '' && { authorization: `Bearer ${apiKey}` }),
    ...settings.headers,
  }

  async function ask(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> {
    const body = JSON.stringify({ model, input: texts.map((text) => text.toWellFormed()), encoding_format: 'float' })
    const response = await fetch(`${url}/embeddings`, { method: 'POST', headers, body, signal, redirect: 'manual' })
    if (!response.ok) {
      await response.body?.cancel()
      throw refusalOf(response)
    }
    const bytes = response.body ? (await readUpTo(response.body, MAX_ANSWER_BYTES)).bytes : new Uint8Array()
    const vectors = vectorsIn(new TextDecoder().decode(bytes), texts.length)
    if (!vectors)
      throw new EmbeddingRefusal('it answered with something else than an embedding for each text', undefined)
    return vectors
  }

  return {
    model,
    async of(texts, { signal, tries, timeoutMs }) {
      for (let tried = 1; ; tried += 1) {
        try {
          return await ask(texts, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]))
        } catch (error) {
          signal.throwIfAborted()
          const waitMs = error instanceof EmbeddingRefusal ? error.waitMs : USUAL_WAIT_MS * tried
          if (waitMs === undefined || tried >= tries) {
            const message = `The embedding endpoint ${new URL(url).host} cannot be used: ${wordsOf(error)}.`
            throw waitMs === undefined ? new Error(message) : new EmbeddingsDownError(message)
          }
          await sleep(waitMs, signal)
        }
      }
    },
  }
}

function refusalOf({ status, headers }: Response): EmbeddingRefusal {
  const mayPass = status === 408 || status === 429 || status >= 500
  const waitMs = Math.min(MAX_WAIT_MS, retryAfterMsOf(headers, Date.parse(headers.get('date') ?? '')) ?? USUAL_WAIT_MS)
  return new EmbeddingRefusal(`it answered with ${status}`, mayPass ? waitMs : undefined)
}

function wordsOf(error: unknown): string {
  if (error instanceof EmbeddingRefusal) return error.message
  if (error instanceof Error && error.name === 'TimeoutError') return 'it did not answer in time'
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause
    ? `it cannot be reached (${String(cause.code)})`
    : 'it cannot be reached'
}

/** In the order of the texts; undefined where there is not one for each, of one length. */
function vectorsIn(text: string, count: number): readonly Float32Array[] | undefined {
  let data: unknown
  try {
    data = (JSON.parse(text) as { readonly data?: unknown } | null)?.data
  } catch {
    return undefined
  }
  if (!Array.isArray(data) || data.length !== count) return undefined
  const items = data as readonly ({ readonly index?: unknown; readonly embedding?: unknown } | null)[]
  const ordered = items.map((item, index) => ({ index: typeof item?.index === 'number' ? item.index : index, item }))
  const vectors = ordered
    .toSorted((one, other) => one.index - other.index)
    .flatMap(({ item }) => (Array.isArray(item?.embedding) ? [Float32Array.from(item.embedding as number[])] : []))
  const width = vectors[0]?.length ?? 0
  const isWhole = vectors.length === count && width > 0
  return isWhole && vectors.every((each) => each.length === width && each.every(Number.isFinite)) ? vectors : undefined
}
