import { APIUserAbortError } from 'openai'
import type OpenAI from 'openai'
import { AssistantStream, type AssistantStreamEvents } from 'openai/lib/AssistantStream'
import { describe, expect, it } from 'vitest'
import { useServer } from '@/lib/server/testing/use-server'
import { weather } from './testing/functions'

type Run = OpenAI.Beta.Threads.Run

// Words come as from a model that writes, so that there is a middle to leave or to cancel in.
const playground = useServer({ env: { SCRIPTED_PACE_MS: '2' } })
const quickly = { pollIntervalMs: 10 }
const LONG = 'Write 300 words about the sea.'
const ENDLESS = 'Write 5000 words about the sea.'

async function prepared(content: string) {
  const { assistants, threads } = playground.client.beta
  const { id: assistant_id } = await assistants.create({ model: 'scripted', tools: [weather] })
  const { id: thread_id } = await threads.create({ messages: [{ role: 'user', content }] })
  return { threads, runs: threads.runs, thread_id, assistant_id }
}

const helperNames = [
  'run',
  'messageCreated',
  'messageDelta',
  'messageDone',
  'runStepCreated',
  'runStepDelta',
  'runStepDone',
  'toolCallCreated',
  'toolCallDelta',
  'toolCallDone',
  'textCreated',
  'textDelta',
  'textDone',
] as const satisfies readonly (keyof AssistantStreamEvents)[]

/** What the package's helper called back with, in order; the same in a row counts once. */
function heard(stream: AssistantStream) {
  const names: string[] = []
  const wire: string[] = []
  const note = (list: string[], name: string) => list.at(-1) !== name && list.push(name)
  for (const name of helperNames) stream.on(name, () => void note(names, name))
  stream.on('event', ({ event }) => void note(wire, event))
  return { names, wire }
}

const textOf = (message: OpenAI.Beta.Threads.Message | undefined) => {
  const part = message?.content[0]
  return part?.type === 'text' ? part.text.value : ''
}

const fetched = (run: Run) => playground.client.beta.threads.runs.retrieve(run.id, { thread_id: run.thread_id })

const answerIn = async (threadId: string) =>
  (await playground.client.beta.threads.messages.list(threadId, { limit: 1 })).data[0]

describe('the stream of a run that writes', () => {
  it('calls back for everything in order, and ends with what can be fetched', async () => {
    const { runs, thread_id, assistant_id } = await prepared('Hello.')
    const stream = runs.stream(thread_id, { assistant_id })
    const { names, wire } = heard(stream)
    let text = ''
    stream.on('textDelta', ({ value = '' }, snapshot) => {
      text += value
      expect(snapshot.value).toBe(text)
    })
    const run = await stream.finalRun()
    expect(wire).toEqual([
      'thread.run.created',
      'thread.run.queued',
      'thread.run.in_progress',
      'thread.run.step.created',
      'thread.run.step.in_progress',
      'thread.message.created',
      'thread.message.in_progress',
      'thread.message.delta',
      'thread.message.completed',
      'thread.run.step.completed',
      'thread.run.completed',
    ])
    for (const name of ['messageCreated', 'textCreated', 'textDone', 'messageDone', 'runStepCreated', 'runStepDone']) {
      expect(
        names.filter((each) => each === name),
        name,
      ).toHaveLength(1)
    }
    expect(run).toEqual(await fetched(run))
    const [message] = await stream.finalMessages()
    const answer = await answerIn(thread_id)
    expect(text).toBe(textOf(answer))
    expect(textOf(message)).toBe(text)
    const { data: steps } = await runs.steps.list(run.id, { thread_id })
    expect(await stream.finalRunSteps()).toEqual(steps)
  })

  it('is read raw, event by event, as well', async () => {
    const { runs, thread_id, assistant_id } = await prepared('Hello.')
    const names: string[] = []
    for await (const { event } of await runs.create(thread_id, { assistant_id, stream: true })) names.push(event)
    expect(names[0]).toBe('thread.run.created')
    expect(names.at(-1)).toBe('thread.run.completed')
  })

  it('passes through a route to a browser', async () => {
    const { runs, thread_id, assistant_id } = await prepared('Hello.')
    const relayed = AssistantStream.fromReadableStream(runs.stream(thread_id, { assistant_id }).toReadableStream())
    const run = await relayed.finalRun()
    expect(run).toEqual(await fetched(run))
    expect(textOf((await relayed.finalMessages())[0])).toBe(textOf(await answerIn(thread_id)))
  })

  it('begins with the thread when that is made on the way', async () => {
    const { threads, assistant_id } = await prepared('Unused.')
    const thread = { messages: [{ role: 'user' as const, content: 'Hello.' }] }
    const stream = threads.createAndRunStream({ assistant_id, thread })
    const { wire } = heard(stream)
    const run = await stream.finalRun()
    expect(wire.slice(0, 2)).toEqual(['thread.created', 'thread.run.created'])
    expect(run.status).toBe('completed')
    expect(textOf(await answerIn(run.thread_id))).toContain('Hello!')
  })
})

describe('the stream of a run that calls functions', () => {
  it('ends where the run waits; the outputs have a stream of their own', async () => {
    const { runs, thread_id, assistant_id } = await prepared('What is the weather in Paris and in Rome?')
    const stream = runs.stream(thread_id, { assistant_id })
    const first = heard(stream)
    const written: Record<string, string> = {}
    stream.on('toolCallCreated', ({ id }) => void (written[id] = ''))
    stream.on('toolCallDelta', (_, call) => {
      if (call.type === 'function') written[call.id] = call.function.arguments
    })
    const waiting = await stream.finalRun()
    expect(first.wire).toEqual([
      'thread.run.created',
      'thread.run.queued',
      'thread.run.in_progress',
      'thread.run.step.created',
      'thread.run.step.in_progress',
      'thread.run.step.delta',
      'thread.run.requires_action',
    ])
    expect(first.names.filter((name) => name === 'toolCallCreated')).toHaveLength(2)
    expect(first.names.filter((name) => name === 'toolCallDone')).toHaveLength(2)
    const calls = waiting.required_action?.submit_tool_outputs.tool_calls ?? []
    expect(Object.entries(written)).toEqual(calls.map((call) => [call.id, call.function.arguments]))

    const tool_outputs = calls.map(({ id }) => ({ tool_call_id: id, output: `18 degrees in ${id}` }))
    const rest = runs.submitToolOutputsStream(waiting.id, { thread_id, tool_outputs })
    const second = heard(rest)
    const done = await rest.finalRun()
    expect(second.wire).toEqual([
      'thread.run.step.completed',
      'thread.run.queued',
      'thread.run.in_progress',
      'thread.run.step.created',
      'thread.run.step.in_progress',
      'thread.message.created',
      'thread.message.in_progress',
      'thread.message.delta',
      'thread.message.completed',
      'thread.run.step.completed',
      'thread.run.completed',
    ])
    expect(second.names).toContain('textDelta')
    expect(second.names).toContain('messageDone')
    expect(done).toEqual(await fetched(done))
    const answer = textOf((await rest.finalMessages())[0])
    for (const { output } of tool_outputs) expect(answer).toContain(output)
  })
})

describe('a stream that does not reach its end by itself', () => {
  it('tells of a cancel that came from elsewhere', async () => {
    const { runs, thread_id, assistant_id } = await prepared(ENDLESS)
    const stream = runs.stream(thread_id, { assistant_id })
    const { wire } = heard(stream)
    const broken = stream.emitted('messageDone')
    await stream.emitted('textDelta')
    const cancelling = await runs.cancel(stream.currentRun()!.id, { thread_id })
    expect(cancelling).toMatchObject({ status: 'cancelling', cancelled_at: null })
    const run = await stream.finalRun()
    expect(run).toMatchObject({ status: 'cancelled', cancelled_at: expect.any(Number) as number })
    // Words that were on their way when the cancel came may still arrive after it.
    expect(wire.filter((event) => !event.endsWith('.delta')).slice(-4)).toEqual([
      'thread.run.cancelling',
      'thread.message.incomplete',
      'thread.run.step.cancelled',
      'thread.run.cancelled',
    ])
    const message = await broken
    expect(message).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'run_cancelled' } })
    expect(await answerIn(thread_id)).toEqual(message)
    expect(textOf(message).length).toBeGreaterThan(0)
  })

  it('is left by its client without stopping the run', async () => {
    const { runs, thread_id, assistant_id } = await prepared(LONG)
    const stream = runs.stream(thread_id, { assistant_id })
    stream.once('textDelta', () => stream.abort())
    await expect(stream.finalRun()).rejects.toThrow(APIUserAbortError)
    expect(stream.aborted).toBe(true)

    const left = stream.currentRun()!
    expect(left.status).toBe('in_progress')
    expect(await runs.poll(left.id, { thread_id }, quickly)).toMatchObject({ status: 'completed' })
    const answer = textOf(await answerIn(thread_id))
    expect(answer.match(/\S+/g)!.length).toBeGreaterThan(300)
  })

  it('is left by breaking out of the loop that reads it, too', async () => {
    const { runs, thread_id, assistant_id } = await prepared(LONG)
    let left: Run | undefined
    for await (const { event, data } of await runs.create(thread_id, { assistant_id, stream: true })) {
      if (event === 'thread.run.in_progress') left = data
      if (event === 'thread.message.delta') break
    }
    expect(await runs.poll(left!.id, { thread_id }, quickly)).toMatchObject({ status: 'completed' })
  })
})
