// A model in front of a scripted endpoint, for tests.
import { expect } from 'vitest'
import { silence, startFakeChatServer, type FakeReply } from './fake-chat-server'
import { ModelError, type ModelInput } from './model'
import { chunksOf, inputOf } from './model-input-fixture'
import { createOpenAICompatibleModel } from './openai-compatible'

export const KEY = 'sk-secret-0123456789'

const IDLE_MS = 2_000

/** Endpoints that answer with the given replies, the last one again and again. `closeAll` ends them. */
export function createUpstreams() {
  const open: { close: () => Promise<void> }[] = []

  async function upstream(replies: readonly FakeReply[], { idleMs = IDLE_MS } = {}) {
    const server = await startFakeChatServer((_, before) => replies[Math.min(before, replies.length - 1)] ?? silence)
    open.push(server)
    const model = createOpenAICompatibleModel({ baseUrl: server.baseUrl, apiKey: KEY, idleMs })
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
