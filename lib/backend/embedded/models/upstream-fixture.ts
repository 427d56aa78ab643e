// A model in front of a scripted endpoint, for tests.
import { expect } from 'vitest'
import { silence, startFakeChatServer, type FakeReply } from './fake-chat-server'
import { ModelError, type ModelInput } from './model'
import { chunksOf, inputOf } from './model-input-fixture'
import { createOpenAICompatibleModel } from './openai-compatible'

export const KEY = 'sk-secret-0123456789'

/** Longer than any test takes; what stalls for good is tried with `stallingModel`. */
const IDLE_MS = 60_000

/** Endpoints that answer with the given replies, the last one again and again. `closeAll` ends them. */
export function createUpstreams() {
  const open: { close: () => Promise<void> }[] = []

  async function upstream(replies: readonly FakeReply[]) {
    const server = await startFakeChatServer((_, before) => replies[Math.min(before, replies.length - 1)] ?? silence)
    open.push(server)
    const model = createOpenAICompatibleModel({ baseUrl: server.baseUrl, apiKey: KEY, idleMs: IDLE_MS })
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

  return { upstream, closeAll: () => Promise.all(open.splice(0).map((server) => server.close())) }
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
  const model = createOpenAICompatibleModel({ baseUrl: 'https://models.invalid/v1', apiKey: KEY, idleMs: 20, fetch })
  return { model, requestsMade: () => requests }
}
