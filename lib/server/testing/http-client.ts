// Requests to a server that may be gone at any moment.
import { readFrames } from '@/lib/protocol/sse'
import type { LoggedEvent, StreamEvent } from '@/lib/protocol/event'

/** The server answered, and said no. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  constructor(
    readonly status: number,
    request: string,
    body: string,
  ) {
    super(`${request} was answered with ${status}: ${body}`)
  }
}

export type HttpClient = ReturnType<typeof createHttpClient>

/** `T` is what the caller knows to have asked for. A request that takes longer than `timeoutMs` fails. */
export function createHttpClient(url: string, { timeoutMs }: { readonly timeoutMs: number }) {
  async function send(method: string, path: string, body?: object): Promise<Response> {
    const signal = AbortSignal.timeout(timeoutMs)
    const content = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await fetch(`${url}${path}`, { method, signal, ...content })
    if (response.status === 200) return response
    throw new RefusedError(response.status, `${method} ${path}`, await response.text())
  }

  async function* frames(response: Response) {
    if (!response.body) throw new Error('The stream has no body.')
    for await (const { event = '', data } of readFrames(response.body)) {
      if (event === 'done') return
      yield { event, data: JSON.parse(data) as unknown }
    }
    throw new Error('The stream ended without its closing event.')
  }

  return {
    get: async <T>(path: string) => (await (await send('GET', path)).json()) as T,
    post: async <T>(path: string, body: object = {}) => (await (await send('POST', path, body)).json()) as T,
    remove: async (path: string) => void (await send('DELETE', path)),

    /** The events of a streaming request. */
    async *stream(path: string, body: object): AsyncGenerator<StreamEvent> {
      for await (const frame of frames(await send('POST', path, { ...body, stream: true }))) yield frame as StreamEvent
    },

    /** A run's log from its first event on, followed until the run rests. */
    async *log(runId: string): AsyncGenerator<LoggedEvent> {
      const response = await send('GET', `/api/connections/embedded/runs/${runId}/events`)
      for await (const { data } of frames(response)) yield data as LoggedEvent
    },
  }
}
