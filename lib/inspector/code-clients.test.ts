// The clients of other services, and requests that passed, in the words of each.
import { describe, expect, it } from 'vitest'
import type { WireExchange } from '@/lib/protocol/exchange'
import type { Run } from '@/lib/protocol/run'
import { emptyView, fold } from '@/lib/run/fold'
import { callOf, messageOf, toolRun } from '@/lib/run/testing/log'
import { codeOf, codeOfExchange, languagesOf } from './code'
import { selectionOf } from './selection'

const view = fold(emptyView, toolRun())
const FOUNDRY = { baseUrl: 'https://play.example/c/agents/v1', needsToken: true, kind: 'foundry' } as const
const AZURE = { baseUrl: 'http://localhost:3000/c/az/v1', needsToken: true, kind: 'azure' } as const

const agentsHead = `import { AgentsClient } from '@azure/ai-agents'

const token = process.env.ACCESS_TOKEN
const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) }
const client = new AgentsClient("https://play.example/c/agents/api/projects/playground", credential)
`

it('offers the clients that people have for what answers', () => {
  expect(languagesOf.foundry).toContain('agents')
  expect(languagesOf.appbuilder).toContain('appbuilder')
  expect(languagesOf.embedded).toEqual(['curl', 'python', 'node', 'agents', 'appbuilder'])
  for (const kind of ['openai', 'azure', 'playground'] as const)
    expect(languagesOf[kind]).toEqual(['curl', 'python', 'node'])
})

describe('for Foundry’s agents', () => {
  it('makes a run again, in that client’s names, and leaves alone what people named', () => {
    const run: Run = {
      ...view.run!,
      instructions: 'Be brief.',
      truncation_strategy: { type: 'last_messages', last_messages: 3 },
      metadata: { my_key: 'a_b' },
      tools: [{ type: 'function', function: { name: 'look_up', parameters: { required: ['my_item'] } } }],
    }
    const before = [messageOf('msg_a', 'Hello', { role: 'user' })]
    expect(codeOf({ type: 'run', id: run.id, run }, 'agents', { ...FOUNDRY, before })).toBe(`${agentsHead}
const thread = await client.threads.create({ messages: [
  {
    "role": "user",
    "content": "Hello"
  }
] })
async function untilItRests(run) {
  while (['queued', 'in_progress', 'cancelling'].includes(run.status)) {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    run = await client.runs.get(thread.id, run.id)
  }
  return run
}
let run = await untilItRests(
  await client.runs.create(thread.id, "asst_1", {
  "model": "scripted",
  "instructions": "Be brief.",
  "tools": [
    {
      "type": "function",
      "function": {
        "name": "look_up",
        "parameters": {
          "required": [
            "my_item"
          ]
        }
      }
    }
  ],
  "temperature": 1,
  "topP": 1,
  "truncationStrategy": {
    "type": "last_messages",
    "lastMessages": 3
  },
  "metadata": {
    "my_key": "a_b"
  }
}),
)
while (run.status === 'requires_action') {
  // Fill in what your functions return.
  const outputs = run.requiredAction.submitToolOutputs.toolCalls.map((call) => ({
    toolCallId: call.id,
    output: \`<the output of \${call.function.name}>\`,
  }))
  run = await untilItRests(await client.runs.submitToolOutputs(thread.id, run.id, outputs))
}
console.log(run.status, run.lastError)
for await (const message of client.messages.list(thread.id, { order: 'asc' })) {
  console.log(message.role, message.content[0]?.text?.value ?? '')
}`)
  })

  it('fetches a step, and answers a round', () => {
    expect(codeOf(selectionOf(view, 'step_2')!, 'agents', FOUNDRY)).toBe(`${agentsHead}
const result = await client.runSteps.get("thread_1", "run_1", "step_2")
console.log(result)`)
    const answered = fold(emptyView, toolRun({ answered: [callOf('call_1', 'sunny')] }))
    expect(codeOf(selectionOf(answered, 'call_1')!, 'agents', FOUNDRY)).toBe(`${agentsHead}
const result = await client.runs.submitToolOutputs("thread_1", "run_1", [
  {
    "toolCallId": "call_1",
    "output": "sunny"
  }
])
console.log(result)`)
  })

  it('goes over http where there is no TLS', () => {
    const code = codeOf(selectionOf(view, 'step_2')!, 'agents', { ...FOUNDRY, baseUrl: 'http://localhost:3000/v1' })
    expect(code).toContain('new AgentsClient("http://localhost:3000/api/projects/playground", credential)')
    expect(code).toContain('request.allowInsecureConnection = true')
  })
})

it('takes Azure’s clients for a connection to Azure, at the address that they look under', () => {
  const step = selectionOf(view, 'step_2')!
  expect(codeOf(step, 'python', AZURE)).toContain(`import os

from openai import AzureOpenAI

client = AzureOpenAI(
    azure_endpoint="http://localhost:3000/c/az",
    api_version="2024-05-01-preview",
    api_key=os.environ["ACCESS_TOKEN"],
)`)
  expect(codeOf(step, 'node', AZURE)).toContain(`import { AzureOpenAI } from 'openai'

const client = new AzureOpenAI({
  endpoint: "http://localhost:3000/c/az",
  apiVersion: '2024-05-01-preview',
  apiKey: process.env.ACCESS_TOKEN,
})`)
  expect(codeOf(step, 'curl', AZURE)).toContain('curl http://localhost:3000/c/az/v1/threads/')
})

const exchangeOf = (method: string, path: string, body?: unknown): WireExchange => {
  const text = body === undefined ? null : JSON.stringify(body)
  const request = { headers: {}, bytes: text?.length ?? 0, text, is_cut: false }
  return { number: 1, at_ms: 1, asked_by: 'client', method, path, request, answer: null, failure: null }
}

describe('codeOfExchange', () => {
  const OPEN = { baseUrl: 'http://localhost:3000/v1', needsToken: false, kind: 'embedded' } as const
  const RUN = '/threads/thread_1/runs/run_1'
  const created = exchangeOf('POST', '/threads/thread_1/runs', { assistant_id: 'asst_1', stream: true, new_field: 1 })

  it('sends a request that began a run again, as a stream where it was one', () => {
    expect(codeOfExchange(created, 'python', OPEN)).toBe(`from openai import OpenAI

client = OpenAI(base_url="http://localhost:3000/v1", api_key="none")

result = client.beta.threads.runs.create(
    "thread_1",
    assistant_id="asst_1",
    stream=True,
    new_field=1,
)
for event in result:
    print(event)`)
    expect(codeOfExchange(created, 'node', OPEN))
      .toContain(`const result = await client.beta.threads.runs.create("thread_1", {
  "assistant_id": "asst_1",
  "stream": true,
  "new_field": 1
})
for await (const event of result) console.log(event)`)
    expect(codeOfExchange(created, 'agents', OPEN))
      .toContain(`const result = await client.runs.create("thread_1", "asst_1", {
  "newField": 1
}).stream()`)
    const both = exchangeOf('POST', '/threads/runs', { assistant_id: 'asst_1', thread: {} })
    expect(codeOfExchange(both, 'node', OPEN)).toContain('client.beta.threads.createAndRun({\n')
  })

  it.each([
    ['GET', RUN, 'runs.retrieve("run_1", {', 'runs.get("thread_1", "run_1")'],
    ['POST', `${RUN}/cancel`, 'runs.cancel("run_1", {', 'runs.cancel("thread_1", "run_1")'],
    [
      'GET',
      `${RUN}/steps?limit=5`,
      'runs.steps.list("run_1", {',
      'runSteps.list("thread_1", "run_1", {\n  "limit": "5"',
    ],
    ['GET', `${RUN}/steps/step_1`, 'runs.steps.retrieve("step_1", {', 'runSteps.get("thread_1", "run_1", "step_1")'],
  ])('knows %s %s', (method, path, node, agents) => {
    const exchange = exchangeOf(method, path)
    expect(codeOfExchange(exchange, 'node', OPEN)).toContain(node)
    expect(codeOfExchange(exchange, 'agents', OPEN)).toContain(agents)
  })

  it('is the very request with curl', () => {
    expect(codeOfExchange(exchangeOf('POST', `${RUN}/cancel`), 'curl', OPEN)).toBe(
      `curl -X POST http://localhost:3000/v1${RUN}/cancel \\\n  -H 'OpenAI-Beta: assistants=v2'`,
    )
    expect(codeOfExchange(exchangeOf('GET', `${RUN}/steps?limit=5&order=asc`), 'curl', OPEN)).toContain(
      `curl 'http://localhost:3000/v1${RUN}/steps?limit=5&order=asc'`,
    )
  })

  it('is none where the body was cut, or the client has no method', () => {
    const cut = { ...created, request: { ...created.request, is_cut: true } }
    for (const language of languagesOf.embedded) expect(codeOfExchange(cut, language, OPEN)).toBeUndefined()
    expect(codeOfExchange(exchangeOf('GET', `${RUN}/strange`), 'curl', OPEN)).toBeUndefined()
    expect(codeOfExchange(created, 'appbuilder', OPEN)).toBeUndefined()
  })
})
