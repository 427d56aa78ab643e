// A `fetch` for SDKs under test: the oracle validates whatever passes through, each event of a stream as it comes.
import { createParser } from 'eventsource-parser'
import { validateAnswer, validateError, validateEvent } from './oracle'

/** One request as it went over the wire; a retry is an exchange of its own. */
interface Exchange {
  readonly method: string
  /** Begins after the version, without the query. */
  readonly path: string
  readonly query: string
  readonly status: number
  readonly requestId: string | null
}

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

export interface ValidatingFetch {
  readonly fetch: Fetch
  /** In the order in which the answers began. */
  readonly exchanges: readonly Exchange[]
  /** Where answers were not as the protocol describes them. */
  readonly violations: readonly string[]
  /** Every body that came back, as text. */
  heard(): string
}

/**
 * `base` is what stands before `/threads` in the SDK's addresses: `/v1`, or `/openai` for Azure's. `send` takes the
 * network's place.
 */
export function createValidatingFetch(base: string, send: Fetch = fetch): ValidatingFetch {
  const exchanges: Exchange[] = []
  const violations: string[] = []
  const bodies: string[] = []

  function collected(validate: () => void) {
    try {
      validate()
    } catch (error) {
      violations.push(error instanceof Error ? error.message : String(error))
    }
  }

  return {
    exchanges,
    violations,
    heard: () => bodies.join(''),
    async fetch(input, init) {
      const { protocol, pathname, search } = new URL(input instanceof Request ? input.url : input)
      const response = await send(input, init)
      // The SDK finds out what its surroundings can with an address that holds its own answer.
      if (protocol === 'data:') return response
      const { status, statusText, headers } = response
      const exchange: Exchange = {
        method: init?.method ?? 'GET',
        path: pathname.replace(base, ''),
        query: search,
        status,
        requestId: headers.get('x-request-id'),
      }
      exchanges.push(exchange)
      collected(() => validateHead(exchange))
      // Of a file's bytes the protocol says nothing.
      if (status === 200 && /^\/files\/[^/]+\/content$/.test(exchange.path)) return response
      if (response.body && /^text\/event-stream/.test(headers.get('content-type') ?? '')) {
        const hear = (text: string) => void bodies.push(text)
        const through = eventsThrough({ collected, hear })
        return new Response(response.body.pipeThrough(through), { status, statusText, headers })
      }
      const text = await response.text()
      bodies.push(text)
      collected(() => validateBody(exchange, JSON.parse(text)))
      return new Response(text, { status, statusText, headers })
    },
  }
}

function validateHead({ method, path, status, requestId }: Exchange) {
  if (status < 400 && status !== 200) throw new Error(`${method} ${path} was answered with ${status} instead of 200.`)
  if (!requestId?.startsWith('req_')) throw new Error(`${method} ${path} was answered without a request id.`)
}

function validateBody({ method, path, status }: Exchange, body: unknown) {
  if (status === 200) validateAnswer(method, path, body)
  else validateError(body)
}

/** Lets the bytes through unchanged. A stream that is cut off is the reader's to notice; one that ends has an end. */
function eventsThrough({
  collected,
  hear,
}: {
  collected: (validate: () => void) => void
  hear: (text: string) => void
}) {
  const decoder = new TextDecoder()
  let closings = 0
  const parser = createParser({
    onEvent: ({ event = '', data }) =>
      collected(() => {
        if (closings > 0) throw new Error(`The event ${event} came after the closing one.`)
        if (event === 'done' && data === '[DONE]') closings += 1
        else validateEvent(event, JSON.parse(data))
      }),
  })
  return new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      const text = decoder.decode(chunk, { stream: true })
      hear(text)
      parser.feed(text)
      controller.enqueue(chunk)
    },
    flush() {
      collected(() => {
        if (closings === 0) throw new Error('The stream ended without its closing event.')
      })
    },
  })
}
