import { AzureOpenAI, NotFoundError } from 'openai'
import { describe, expect, it } from 'vitest'
import { createValidatingFetch } from '@/lib/backend/testing/validating-fetch'
import { useServer } from '@/lib/server/testing/use-server'
import { weather } from './testing/functions'

const playground = useServer()

function createAzure() {
  const { fetch, exchanges, violations } = createValidatingFetch('/openai')
  const endpoint = playground.server.url
  const client = new AzureOpenAI({ endpoint, apiKey: 'not-needed', apiVersion: '2024-05-01-preview', fetch })
  return { client, exchanges, violations }
}

describe('a client of Azure', () => {
  it('finds the same wire under /openai, whatever version it asks for', async () => {
    const { client, exchanges, violations } = createAzure()
    const { assistants, threads } = client.beta
    const assistant = await assistants.create({ model: 'my-deployment', tools: [weather] })
    const { id: thread_id } = await threads.create()
    await threads.messages.create(thread_id, { role: 'user', content: 'What is the weather in Paris?' })

    const waiting = await threads.runs.stream(thread_id, { assistant_id: assistant.id }).finalRun()
    expect(waiting).toMatchObject({ status: 'requires_action', model: 'my-deployment' })
    const calls = waiting.required_action?.submit_tool_outputs.tool_calls ?? []
    const tool_outputs = calls.map(({ id }) => ({ tool_call_id: id, output: 'sunny' }))
    const done = await threads.runs.submitToolOutputsStream(waiting.id, { thread_id, tool_outputs }).finalRun()
    expect(done.status).toBe('completed')

    const messages = []
    for await (const message of threads.messages.list(thread_id, { limit: 1 })) messages.push(message)
    expect(messages.map(({ role }) => role)).toEqual(['assistant', 'user'])
    await expect(assistants.retrieve('asst_none')).rejects.toThrow(NotFoundError)
    expect(await playground.client.beta.assistants.retrieve(assistant.id)).toEqual(assistant)

    expect(exchanges.every(({ query }) => query.includes('api-version=2024-05-01-preview'))).toBe(true)
    expect(violations).toEqual([])
  })
})
