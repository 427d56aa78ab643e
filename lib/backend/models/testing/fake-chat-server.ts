// A model endpoint for tests: it answers from a script and misbehaves on demand.
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type ChatBody = Readonly<Record<string, unknown>> & {
  readonly model: string
  readonly messages: readonly (Readonly<Record<string, unknown>> & { readonly role: string })[]
}

/** How a stream ends: well; with its socket torn; closed without a last word; or never. */
type StreamEnd = 'done' | 'cut' | 'closed' | 'stalled'

export type FakeReply =
  | { readonly kind: 'stream'; readonly frames: readonly unknown[]; readonly end: StreamEnd }
  | {
      readonly kind: 'refusal'
      readonly status: number
      readonly body: unknown
      readonly headers?: Readonly<Record<string, string>>
    }
  | { readonly kind: 'silence' }
  /** Whatever a test wants to write. */
  | { readonly kind: 'written'; readonly write: (response: ServerResponse) => void }

interface FakeCall {
  readonly id: string
  readonly name: string
  readonly arguments: string
}

export interface FakeChatServer {
  /** To be used as a model endpoint's base URL. */
  readonly baseUrl: string
  readonly host: string
  readonly requests: readonly { readonly body: ChatBody; readonly headers: IncomingHttpHeaders }[]
  /** Resolves when a client has gone away before its answer was over. */
  readonly abandoned: Promise<void>
  readonly close: () => Promise<void>
}

/** Starts the endpoint on a free port of the loopback interface. `reply` gives the answer to each request. */
export async function startFakeChatServer(
  reply: (body: ChatBody, requestsBefore: number) => FakeReply,
): Promise<FakeChatServer> {
  const requests: { body: ChatBody; headers: IncomingHttpHeaders }[] = []
  let abandon: () => void
  const abandoned = new Promise<void>((resolve) => (abandon = resolve))

  const server = createServer((request, response) => {
    response.once('close', () => {
      if (!response.writableFinished) abandon()
    })
    void readJson(request).then((body) => {
      requests.push({ body, headers: request.headers })
      send(reply(body, requests.length - 1), response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    host: `127.0.0.1:${port}`,
    requests,
    abandoned,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function readJson(request: IncomingMessage): Promise<ChatBody> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as ChatBody
}

function send(reply: FakeReply, response: ServerResponse) {
  switch (reply.kind) {
    case 'silence':
      return
    case 'written':
      reply.write(response)
      return
    case 'refusal':
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
      response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body))
      return
    case 'stream': {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const all = reply.frames.map(toFrameText).join('')
      if (reply.end === 'done') response.end(`${all}data: [DONE]\n\n`)
      else if (reply.end === 'closed') response.end(all)
      else response.write(all, () => reply.end === 'cut' && response.destroy())
      return
    }
    default:
      reply satisfies never
  }
}

/** Events that have a type of their own say it twice, as the Responses API does. */
export function toFrameText(frame: unknown): string {
  const { type } = Object(frame) as { readonly type?: unknown }
  const name = typeof type === 'string' ? `event: ${type}\n` : ''
  return `${name}data: ${typeof frame === 'string' ? frame : JSON.stringify(frame)}\n\n`
}

export const refusal = (status: number, body: unknown, headers?: Readonly<Record<string, string>>): FakeReply => ({
  kind: 'refusal',
  status,
  body,
  ...(headers && { headers }),
})

/** A refusal in OpenAI's shape. The header allows the next try at once. */
export const errorReply = (status: number, message: string, code: string | null = null): FakeReply =>
  refusal(status, { error: { message, type: 'error', param: null, code } }, { 'retry-after-ms': '1' })

export const silence: FakeReply = { kind: 'silence' }

/** A stream of events that a test writes by itself. */
export const written = (write: (response: ServerResponse) => void): FakeReply => ({
  kind: 'written',
  write(response) {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    write(response)
  },
})

/** A stream of events that goes on with the same text until the client leaves. */
export const endless = (text: string): FakeReply =>
  written((response) => {
    const write = () => {
      while (!response.destroyed && response.write(text));
    }
    response.on('drain', write)
    write()
  })

export const streamReply = (frames: readonly unknown[], end: StreamEnd = 'done'): FakeReply => ({
  kind: 'stream',
  frames,
  end,
})

/** A frame with one choice. */
export const frame = (delta: object, finishReason: string | null = null) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'fake',
  choices: [{ index: 0, delta, finish_reason: finishReason }],
})

/** The frame that `stream_options.include_usage` asks for. */
export const usageFrame = (prompt: number, completion: number) => ({
  ...frame({}),
  choices: [],
  usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
})

export const textFrames = (...texts: readonly string[]) => [
  frame({ role: 'assistant', content: '' }),
  ...texts.map((content) => frame({ content })),
  frame({}, 'stop'),
]

const named = (call: FakeCall) => ({ name: call.name, arguments: call.arguments })

/** The ways in which endpoints spread calls over frames. */
export const callFrames = {
  /** OpenAI: id and name first, then the arguments in pieces. */
  inPieces: (calls: readonly FakeCall[]) => [
    ...calls.flatMap((call, index) => [
      frame({ tool_calls: [{ index, id: call.id, type: 'function', function: { name: call.name, arguments: '' } }] }),
      ...(call.arguments.match(/.{1,4}/gsu) ?? []).map((piece) =>
        frame({ tool_calls: [{ index, function: { arguments: piece } }] }),
      ),
    ]),
    frame({}, 'tool_calls'),
  ],
  /** Ollama: all calls whole in one frame, and `stop` for a reason. */
  whole: (calls: readonly FakeCall[]) => [
    frame({ tool_calls: calls.map((call, index) => ({ index, id: call.id, function: named(call) })) }),
    frame({}, 'stop'),
  ],
  withoutIndex: (calls: readonly FakeCall[]) => [
    ...calls.map((call) => frame({ tool_calls: [{ id: call.id, function: named(call) }] })),
    frame({}, 'tool_calls'),
  ],
  sameIndex: (calls: readonly FakeCall[]) => [
    ...calls.map((call) => frame({ tool_calls: [{ index: 0, id: call.id, function: named(call) }] })),
    frame({}, 'tool_calls'),
  ],
  withoutIds: (calls: readonly FakeCall[]) => [
    ...calls.map((call, index) => frame({ tool_calls: [{ index, function: named(call) }] })),
    frame({}, 'tool_calls'),
  ],
  withLateIds: (calls: readonly FakeCall[]) => [
    ...calls.flatMap((call, index) => [
      frame({ tool_calls: [{ index, function: named(call) }] }),
      frame({ tool_calls: [{ index, id: call.id }] }),
    ]),
    frame({}, 'tool_calls'),
  ],
} as const
