// A model in front of a scripted endpoint, for tests.
import { expect } from 'vitest'
import { silence, startFakeChatServer, type FakeReply } from './fake-chat-server'
import type { ModelApiName } from '@/lib/protocol/model-settings'
import type { IdleTimeouts } from '../remote/idle-limit'
import { ModelError, type ModelInput } from '../model'
import { chunksOf, inputOf } from './model-input-fixture'
import { createEndpointModel } from '../endpoint-model'
import type { Pacing } from '../pacing'

export const KEY = 'sk-secret-0123456789'

/** Longer than any test takes; what stalls for good is tried with `stallingModel`. */
export const IDLE_MS = 60_000

interface UpstreamOptions {
  /** Chat completions unless said. */
  readonly api?: ModelApiName
  readonly clock?: () => number
  readonly sleep?: Pacing['sleep']
}

/**
 * Endpoints that answer with the given replies, the last one again and again. `closeAll` ends them. Waits between two
 * requests are over at once and kept in `waits`, unless a test has its own.
 */
export function createUpstreams({ api = 'chat_completions', ...options }: UpstreamOptions = {}) {
  const open: { close: () => Promise<void> }[] = []
  const waits: number[] = []
  const settings = {
    sleep: async (ms: number) => void waits.push(ms),
    ...options,
    apiKey: KEY,
    firstMs: IDLE_MS,
    idleMs: IDLE_MS,
  }

  async function upstream(replies: readonly FakeReply[]) {
    const server = await startFakeChatServer((_, before) => replies[Math.min(before, replies.length - 1)] ?? silence)
    open.push(server)
    const model = createEndpointModel(api, { ...settings, baseUrl: server.baseUrl })
    const ask = (overrides?: Partial<ModelInput>) => chunksOf(model(inputOf(overrides)))
    const failure = async (overrides?: Partial<ModelInput>) => {
      const error: unknown = await ask(overrides).then(
        () => undefined,
        (thrown: unknown) => thrown,
      )
      if (!(error instanceof ModelError)) throw new Error(`Expected a ModelError, got ${String(error)}`)
      expect(error.message).not.toContain(KEY)
      return error
    }
    return { server, model, ask, failure }
  }

  return {
    upstream,
    waits: () => waits,
    async closeAll() {
      waits.length = 0
      await Promise.all(open.splice(0).map((server) => server.close()))
    },
  }
}

/** A model whose endpoint sends these frames, if any, and then nothing, however often and however long it is asked. */
export function stallingModel(frames?: readonly unknown[]) {
  let requests = 0
  const fetch = async (): Promise<Response> => {
    requests += 1
    if (!frames) return new Promise(() => undefined)
    const text = frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join('')
    const body = new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode(text)) })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }
  return { model: modelBehind(fetch, 20), requestsMade: () => requests }
}

/** A model whose endpoint has begun to answer and sends what the test hands it. */
export function heldModel({ status = 200, ...timeouts }: Partial<IdleTimeouts> & { readonly status?: number } = {}) {
  const encoder = new TextEncoder()
  let isClosed = false
  const wire = new TransformStream<Uint8Array, Uint8Array>()
  const writer = wire.writable.getWriter()
  const fetch: typeof globalThis.fetch = async (_, init) => {
    init?.signal?.addEventListener('abort', () => (isClosed = true))
    return new Response(wire.readable, { status, headers: { 'content-type': 'text/event-stream' } })
  }
  return {
    model: modelBehind(fetch, IDLE_MS, timeouts),
    send: (text: string) => void writer.write(encoder.encode(text)),
    end: () => void writer.close(),
    closed: () => isClosed,
  }
}

const modelBehind = (fetch: typeof globalThis.fetch, idleMs: number, timeouts: Partial<IdleTimeouts> = {}) =>
  createEndpointModel('chat_completions', {
    baseUrl: 'https://models.invalid/v1',
    apiKey: KEY,
    firstMs: idleMs,
    idleMs,
    ...timeouts,
    fetch,
    sleep: async () => undefined,
  })
