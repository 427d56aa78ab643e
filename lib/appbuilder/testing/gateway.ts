// A gateway in place of the service: notes what it was sent and answers what the test lays down.
import { createAppBuilder, type AppBuilderOptions } from '../create-appbuilder'

export interface Sent {
  readonly url: string
  readonly init: RequestInit
}

/** A client whose every request is answered by `answer`. */
export function clientOf(answer: (sent: Sent) => Response | Promise<Response>, options: AppBuilderOptions = {}) {
  const sent: Sent[] = []
  const client = createAppBuilder({
    token: 'secret',
    gateway: 'http://gateway.test',
    requestId: () => 'request-1',
    // No time is lost.
    sleep: async () => {},
    ...options,
    fetch: async (url, init) => {
      sent.push({ url, init })
      return answer({ url, init })
    },
  })
  return { client, sent }
}

export const jsonOf = ({ init }: Sent): unknown => JSON.parse(String(init.body))

/** An answer whose bytes arrive in these pieces. */
export const streamOf = (
  pieces: readonly Uint8Array[],
  headers: HeadersInit = { 'content-type': 'text/event-stream' },
) =>
  new Response(
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of pieces) controller.enqueue(piece)
        controller.close()
      },
    }),
    { headers },
  )

/** What a call throws; undefined when it throws nothing. */
export const thrownBy = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  )
