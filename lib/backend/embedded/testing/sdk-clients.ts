// The SDKs that the wire is proven with, as their users make them; only where they are sent to is ours.
import { AgentsClient } from '@azure/ai-agents'
import OpenAI, { AzureOpenAI } from 'openai'
import OpenAI4 from 'openai-4'
import OpenAI7 from 'openai-7'

const optionsAt = (baseURL: string) => ({ apiKey: 'not-needed', baseURL, maxRetries: 0 })

interface SdkClient {
  readonly name: string
  /** What stands before the wire's own paths. */
  readonly base: string
  /** `fetch` may look at what passes; the earliest version has its own way. */
  readonly create: (url: string, fetch: typeof globalThis.fetch) => OpenAI
}

export const sdkClients: readonly SdkClient[] = [
  { name: 'openai 6', base: '/v1', create: (url, fetch) => new OpenAI({ ...optionsAt(`${url}/v1`), fetch }) },
  {
    ...{ name: 'openai 7', base: '/v1' },
    create: (url, fetch) => new OpenAI7({ ...optionsAt(`${url}/v1`), fetch }) as unknown as OpenAI,
  },
  { name: 'openai 4', base: '/v1', create: (url) => asLater(new OpenAI4(optionsAt(`${url}/v1`))) },
  {
    ...{ name: 'AzureOpenAI', base: '/openai' },
    create: (url, fetch) => new AzureOpenAI({ ...optionsAt(`${url}/openai`), apiVersion: '2024-05-01-preview', fetch }),
  },
]

/** An earlier version names the run's thread first, and deletes in fewer letters. */
function asLater(client: OpenAI4): OpenAI {
  const { runs } = client.beta.threads
  const asNow = {
    stream: (threadId: string, body: Parameters<typeof runs.stream>[1]) => runs.stream(threadId, body),
    submitToolOutputsStream: (id: string, body: { thread_id: string; tool_outputs: [] }) =>
      runs.submitToolOutputsStream(body.thread_id, id, { tool_outputs: body.tool_outputs }),
    steps: {
      list: (id: string, { thread_id, ...query }: { thread_id: string; order: 'asc' }) =>
        runs.steps.list(thread_id, id, query),
    },
  }
  const { assistants, threads } = client.beta
  const { messages } = threads
  const create = (body: object) => threads.create(body)
  const { files, vectorStores } = client
  const beta = { assistants, threads: { create, messages, runs: asNow } }
  return { beta, vectorStores: deleting(vectorStores), files: deleting(files) } as unknown as OpenAI
}

const deleting = <T extends { del: (id: string) => Promise<unknown> }>(resource: T) =>
  Object.assign(resource, { delete: (id: string) => resource.del(id) })

export function agentsClientAt(url: string): AgentsClient {
  const credential = { getToken: async () => ({ token: 'not-needed', expiresOnTimestamp: Date.now() + 3_600_000 }) }
  // It sends its token to addresses with TLS only: what ends that stands before the server.
  const client = new AgentsClient('https://playground.test/api/projects/mine', credential)
  const endTls: Parameters<typeof client.pipeline.addPolicy>[0] = {
    name: 'end-tls',
    sendRequest(request, next) {
      request.url = request.url.replace('https://playground.test', url)
      request.allowInsecureConnection = true
      return next(request)
    },
  }
  client.pipeline.addPolicy(endTls, { afterPhase: 'Sign' })
  return client
}
