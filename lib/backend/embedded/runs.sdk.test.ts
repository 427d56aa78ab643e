import type OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { useServer } from '@/lib/server/testing/use-server'
import { stockPrice, weather } from './testing/functions'

type Run = OpenAI.Beta.Threads.Run
type Assistant = Partial<OpenAI.Beta.AssistantCreateParams>

const playground = useServer()
const quickly = { pollIntervalMs: 10 }

async function prepared(content: string, settings: Assistant = {}) {
  const { assistants, threads } = playground.client.beta
  const assistant = await assistants.create({ model: 'scripted', tools: [weather], ...settings })
  const thread = await threads.create({ messages: [{ role: 'user', content }] })
  return { runs: threads.runs, thread, thread_id: thread.id, assistant, assistant_id: assistant.id }
}

const callsOf = (run: Run) => run.required_action?.submit_tool_outputs.tool_calls ?? []

const outputsFor = (run: Run, output: string) =>
  callsOf(run).map(({ id }, index) => ({ tool_call_id: id, output: `${output} ${index}` }))

async function stepsOf({ id, thread_id }: Run) {
  const steps = []
  for await (const step of playground.client.beta.threads.runs.steps.list(id, { thread_id, order: 'asc', limit: 1 })) {
    steps.push(step)
  }
  return steps
}

async function answerIn(threadId: string) {
  const { data } = await playground.client.beta.threads.messages.list(threadId, { limit: 1 })
  const part = data[0]?.content[0]
  return part?.type === 'text' ? part.text.value : ''
}

describe('a run', () => {
  it('is created queued and polled to its end', async () => {
    const { runs, thread_id, assistant_id } = await prepared('Hello.')
    const created = await runs.create(thread_id, { assistant_id, metadata: { ticket: '7' } })
    expect(created).toMatchObject({ status: 'queued', started_at: null, usage: null, metadata: { ticket: '7' } })
    expect(created.expires_at).toBe(created.created_at + 600)
    const done = await runs.poll(created.id, { thread_id }, quickly)
    expect(done).toMatchObject({ status: 'completed', expires_at: null, last_error: null })
    expect(done.usage?.total_tokens).toBe(done.usage!.prompt_tokens + done.usage!.completion_tokens)
    expect(await runs.retrieve(created.id, { thread_id })).toEqual(done)
    expect(await answerIn(thread_id)).toContain('Hello!')
  })

  it('is created and polled in one call, as often as the server says', async () => {
    const { runs, thread_id, assistant_id } = await prepared('Hello.')
    const done = await runs.createAndPoll(thread_id, { assistant_id })
    expect(done.status).toBe('completed')
    // The package's own interval of five seconds would show in the time of this file.
    const polls = playground.sdk.exchanges.filter(({ path }) => path.endsWith(done.id))
    expect(polls.length).toBeGreaterThan(0)
  })

  it('takes overrides and keeps a snapshot of its assistant', async () => {
    const { runs, thread_id, assistant_id } = await prepared('Hello.', { instructions: 'Be kind.' })
    const run = await runs.createAndPoll(
      thread_id,
      {
        assistant_id,
        additional_instructions: 'Be brief.',
        additional_messages: [{ role: 'user', content: 'One more thing.' }],
        temperature: 0.1,
        max_completion_tokens: 4_096,
        truncation_strategy: { type: 'last_messages', last_messages: 5 },
        tool_choice: 'none',
        parallel_tool_calls: false,
        response_format: { type: 'text' },
      },
      quickly,
    )
    await playground.client.beta.assistants.delete(assistant_id)
    expect(run).toMatchObject({
      instructions: 'Be kind.\nBe brief.',
      temperature: 0.1,
      max_completion_tokens: 4_096,
      truncation_strategy: { type: 'last_messages', last_messages: 5 },
      tool_choice: 'none',
      parallel_tool_calls: false,
      response_format: { type: 'text' },
      tools: [weather],
    })
    expect(await runs.retrieve(run.id, { thread_id })).toEqual(run)
    expect(await answerIn(thread_id)).toContain('One more thing.')
  })

  it('changes its metadata', async () => {
    const { runs, thread_id, assistant_id } = await prepared('Hello.')
    const run = await runs.createAndPoll(thread_id, { assistant_id }, quickly)
    const changed = await runs.update(run.id, { thread_id, metadata: { reviewed: 'yes' } })
    expect(changed).toEqual({ ...run, metadata: { reviewed: 'yes' } })
    expect((await runs.list(thread_id)).data).toEqual([changed])
  })

  it('is listed with the others of its thread, page by page', async () => {
    const { runs, thread_id, assistant_id } = await prepared('Hello.')
    const made: string[] = []
    for (let index = 0; index < 3; index++) {
      made.push((await runs.createAndPoll(thread_id, { assistant_id }, quickly)).id)
    }
    const listed: string[] = []
    for await (const { id } of runs.list(thread_id, { limit: 2 })) listed.push(id)
    expect(listed).toEqual(made.toReversed())
  })

  it('makes its thread on the way', async () => {
    const { assistants, threads } = playground.client.beta
    const { id: assistant_id } = await assistants.create({ model: 'scripted' })
    const thread = { messages: [{ role: 'user', content: 'Hello.' }], metadata: { from: 'run' } } as const
    const created = await threads.createAndRun({ assistant_id, thread: { ...thread, messages: [...thread.messages] } })
    expect(await threads.retrieve(created.thread_id)).toMatchObject({ metadata: { from: 'run' } })
    const polled = await threads.createAndRunPoll({ assistant_id, thread: { messages: [...thread.messages] } }, quickly)
    expect(polled.status).toBe('completed')
    expect(polled.thread_id).not.toBe(created.thread_id)
  })
})

describe('a run that calls functions', () => {
  it('waits for the outputs, and goes on with them', async () => {
    const { runs, thread_id, assistant_id } = await prepared('What is the weather in Paris?')
    const waiting = await runs.createAndPoll(thread_id, { assistant_id }, quickly)
    expect(waiting.status).toBe('requires_action')
    const [call] = callsOf(waiting)
    expect(call).toMatchObject({ type: 'function', function: { name: 'get_weather', arguments: '{"city":"Paris"}' } })

    const queued = await runs.submitToolOutputs(waiting.id, { thread_id, tool_outputs: outputsFor(waiting, 'sunny') })
    expect(queued).toMatchObject({ status: 'queued', required_action: null })
    expect(await runs.poll(queued.id, { thread_id }, quickly)).toMatchObject({ status: 'completed' })
    expect(await answerIn(thread_id)).toContain('sunny 0')
  })

  it('makes several calls in one turn, which are answered at once', async () => {
    const { runs, thread_id, assistant_id } = await prepared('What is the weather in Paris and in Rome?')
    const waiting = await runs.createAndPoll(thread_id, { assistant_id }, quickly)
    expect(callsOf(waiting).map((call) => call.function.arguments)).toEqual(['{"city":"Paris"}', '{"city":"Rome"}'])
    const tool_outputs = outputsFor(waiting, 'degrees')
    const done = await runs.submitToolOutputsAndPoll(waiting.id, { thread_id, tool_outputs }, quickly)
    expect(done.status).toBe('completed')
    const [calls, message] = await stepsOf(done)
    expect(calls).toMatchObject({ type: 'tool_calls', status: 'completed' })
    const details = calls?.step_details
    expect(details?.type === 'tool_calls' && details.tool_calls).toEqual(
      callsOf(waiting).map((call, index) => ({ ...call, function: { ...call.function, output: `degrees ${index}` } })),
    )
    expect(message).toMatchObject({ type: 'message_creation', status: 'completed' })
    expect(done.usage?.total_tokens).toBe(calls!.usage!.total_tokens + message!.usage!.total_tokens)
    const { steps } = runs
    expect(await steps.retrieve(message!.id, { thread_id, run_id: done.id })).toEqual(message)
  })

  it('may stop for them in two rounds', async () => {
    const { runs, thread_id, assistant_id } = await prepared('The weather in Paris and the price of the stock ACME?', {
      tools: [weather, stockPrice],
    })
    const names: string[] = []
    let run = await runs.createAndPoll(thread_id, { assistant_id, parallel_tool_calls: false }, quickly)
    while (run.status === 'requires_action') {
      names.push(...callsOf(run).map((call) => call.function.name))
      const tool_outputs = outputsFor(run, `round ${names.length}`)
      run = await runs.submitToolOutputsAndPoll(run.id, { thread_id, tool_outputs }, quickly)
    }
    expect(names).toEqual(['get_weather', 'get_stock_price'])
    expect(run.status).toBe('completed')
    expect((await stepsOf(run)).map(({ type }) => type)).toEqual(['tool_calls', 'tool_calls', 'message_creation'])
    const answer = await answerIn(thread_id)
    expect(answer).toContain('round 1')
    expect(answer).toContain('round 2')
  })

  it('is cancelled while it waits, and leaves its thread free', async () => {
    const { runs, thread_id, assistant_id } = await prepared('What is the weather in Paris?')
    const waiting = await runs.createAndPoll(thread_id, { assistant_id }, quickly)
    const cancelling = await runs.cancel(waiting.id, { thread_id })
    expect(['cancelling', 'cancelled']).toContain(cancelling.status)
    const cancelled = await runs.poll(waiting.id, { thread_id }, quickly)
    expect(cancelled).toMatchObject({ status: 'cancelled', required_action: null, expires_at: null })
    expect(cancelled.cancelled_at).toBeGreaterThanOrEqual(cancelled.created_at)
    expect((await stepsOf(cancelled)).map(({ status }) => status)).toEqual(['cancelled'])
    await playground.client.beta.threads.messages.create(thread_id, { role: 'user', content: 'Never mind.' })
  })
})

describe('a run that comes to another end', () => {
  it.each([
    ['rate-limited', { status: 'failed', last_error: { code: 'rate_limit_exceeded' } }, []],
    ['server-error', { status: 'failed', last_error: { code: 'server_error' } }, ['failed']],
    ['max-tokens', { status: 'incomplete', incomplete_details: { reason: 'max_completion_tokens' } }, ['completed']],
  ])('says why: %s', async (scenario, end, stepStatuses) => {
    const { runs, thread_id, assistant_id } = await prepared('Hello.', { model: `scenario/${scenario}` })
    const polled = await runs.createAndPoll(thread_id, { assistant_id }, quickly)
    expect(polled).toMatchObject({ ...end, required_action: null, expires_at: null, completed_at: null })
    expect((await stepsOf(polled)).map(({ status }) => status)).toEqual(stepStatuses)
    expect(await runs.stream(thread_id, { assistant_id }).finalRun()).toMatchObject(end)
  })
})
