// The Assistants wire and the playground's own resources of one connection, as other parts of the server use them.
import { ApiError } from '@/lib/protocol/error'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { List } from '@/lib/protocol/list'
import { readFrames } from '@/lib/protocol/sse'
import type { Backend } from '@/lib/backend/backend'
import { weightOf } from '@/lib/backend/weight-of'

// A request to a backend in this process never leaves it, and its host is never looked at.
const ORIGIN = 'http://backend.internal'

/** The most that one page of a list has, and from how many characters on a list of several is over. */
const PAGE = 100
const LIST_WEIGHT = 8 * 1024 * 1024

interface ListParams {
  readonly limit: number
  readonly order: 'asc' | 'desc'
  readonly after: string
  readonly before: string
}

interface Page<T> {
  readonly data: readonly T[]
  readonly hasMore: boolean
}

export type WireClient = ReturnType<typeof createWireClient>

/**
 * Every call throws ApiError. Paths begin behind the version; ids in them must be encoded. `key`: the idempotency key
 * of whatever is posted.
 */
export function createWireClient(backend: Backend, connection: string, key?: string) {
  const wire = `${ORIGIN}/c/${connection}/v1`
  const own = `${ORIGIN}/api/connections/${connection}`

  async function send(url: string, init?: RequestInit): Promise<Response> {
    const response = await backend(new Request(url, init))
    if (!response.ok) throw await ApiError.fromResponse(response)
    return response
  }

  /** `T` is what the protocol says stands there. */
  const json = async <T>(url: string, init?: RequestInit) => (await (await send(url, init)).json()) as T
  const post = (body: object): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
    body: JSON.stringify(body),
  })
  const get = <T>(path: string) => json<T>(`${wire}${path}`)
  const list = createList(get)

  return {
    get,
    post: <T>(path: string, body: object) => json<T>(`${wire}${path}`, post(body)),
    /** Sends a form. */
    upload: <T>(path: string, form: FormData) => json<T>(`${wire}${path}`, { method: 'POST', body: form }),
    /** The answer as it comes, for what is no JSON. */
    open: (path: string) => send(`${wire}${path}`),
    remove: <T>(path: string) => json<T>(`${wire}${path}`, { method: 'DELETE' }),
    /** The playground's own resources of this connection. */
    own: {
      get: <T>(path: string) => json<T>(`${own}${path}`),
      post: <T>(path: string, body: object) => json<T>(`${own}${path}`, post(body)),
    },

    list,

    /** Everything, over as many lists as that takes. */
    async all<T extends { readonly id: string }>(path: string, order: ListParams['order']): Promise<readonly T[]> {
      const data: T[] = []
      for (let hasMore = true; hasMore;) {
        const page = await list<T>(path, { limit: PAGE, order, after: data.at(-1)?.id ?? '', before: '' })
        data.push(...page.data)
        hasMore = page.hasMore && page.data.length > 0
      }
      return data
    },

    /** A run's log from its beginning, and on as it grows, until the run rests. Ends early, in peace, at an abort. */
    log: async function* (runId: string, signal: AbortSignal) {
      const { body } = await send(`${own}/runs/${encodeURIComponent(runId)}/events?after=0`)
      if (body) yield* eventsIn(body, signal)
    },
  }
}

/**
 * As many as `limit` says, over as many pages as that takes; fewer, with more to come, where they are large. A page
 * that is shorter than what was asked for, and has more, ended by its size: so does the list.
 */
function createList(get: <T>(path: string) => Promise<T>) {
  return async function list<T extends { readonly id: string }>(path: string, params: ListParams): Promise<Page<T>> {
    const data: T[] = []
    let weight = 0
    let { after } = params
    for (;;) {
      const limit = Math.min(params.limit - data.length, PAGE)
      const page = await get<List<T>>(`${path}?${searchOf({ ...params, limit, after })}`)
      data.push(...page.data)
      weight += weightOf(page.data)
      const isEnough = data.length >= params.limit || page.data.length < limit || weight > LIST_WEIGHT
      if (!page.has_more || isEnough || params.before !== '') return { data, hasMore: page.has_more }
      after = page.last_id
    }
  }
}

async function* eventsIn(body: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<LoggedEvent> {
  try {
    const readable = body.pipeThrough(new TransformStream<Uint8Array, Uint8Array>(), { signal })
    for await (const { event, id, data } of readFrames(readable)) {
      if (event === 'done') return
      // Entries of the log are numbered; what is not tells that the log cannot be read on.
      if (id === undefined) throw failureOf(data)
      yield JSON.parse(data) as LoggedEvent
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

function failureOf(data: string) {
  const { error } = JSON.parse(data) as { error: ApiError['body'] }
  return new ApiError(500, error.message, error)
}

/** Empty cursors are none. */
const searchOf = (params: ListParams) =>
  new URLSearchParams(Object.entries(params).flatMap(([key, value]) => (value === '' ? [] : [[key, String(value)]])))
