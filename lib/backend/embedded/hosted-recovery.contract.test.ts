// A server that stops while hosted tools are at work: what was answered is not executed again, the rest is.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askUntil } from '@/lib/backend/testing/ask-until'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import type { ModelChunk } from '@/lib/backend/models/model'
import type { Store } from '@/lib/backend/store/store'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { answer, codeTool, createHostedTools, finds, logs, result, searchTool } from './testing/hosted-tools'
import { call, createGate, createTapes, stop, stopForCalls, tapeUsage, text } from './testing/tapes'
import { messagesOf, settled, stepsOf, turn } from './testing/weather'

const weather = { type: 'function', function: { name: 'weather' } } as const

let wire: TestBackend
let tapes: ReturnType<typeof createTapes>
let hosted: ReturnType<typeof createHostedTools>

beforeEach(async () => {
  tapes = createTapes()
  hosted = createHostedTools()
  wire = await startEmbedded(tapes.models, { tools: hosted.tools })
})
afterEach(() => wire.close())

const code = (value: string, index = 0): ModelChunk[] =>
  call(index, 'code_interpreter', JSON.stringify({ code: value }))
const search = (query: string, index = 0): ModelChunk[] => call(index, 'file_search', JSON.stringify({ query }))

async function begin(): Promise<Run> {
  const assistant = await wire.assistant({ tools: [codeTool, searchTool, weather] })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'How much?' }] })
  return wire.run(thread.id, { assistant_id: assistant.id })
}

/** Waits until the run's first step looks so. */
async function untilStep(run: Run, isSo: (step: string) => boolean): Promise<Step> {
  const first = async () => (await stepsOf(wire, run)).data[0]
  return (await askUntil(first, (step) => step !== undefined && isSo(JSON.stringify(step))))!
}

describe('a server that stops while tools are at work', () => {
  it('executes again what has no answer, and asks the model only for what is next', async () => {
    tapes.put([...search('x'), ...code('slow()', 1), ...code('last()', 2), stopForCalls])
    const gate = createGate()
    hosted.put(finds(result('file-a', 'a.md', 'Found.')), [logs('half'), gate, answer('never')])
    const run = await begin()
    await gate.reached
    await untilStep(run, (step) => step.includes('half'))

    tapes.put([text('See 【0:0†a.md】'), stop])
    hosted.put([logs('who'), logs('le'), answer('whole')], [answer('last')])
    wire = await wire.restart(tapes.models)
    expect(await settled(wire, run)).toMatchObject({
      status: 'completed',
      usage: { total_tokens: 2 * tapeUsage.total_tokens },
    })
    expect(hosted.calls.map(({ input }) => input)).toEqual(['x', 'slow()', 'slow()', 'last()'])
    expect(tapes.inputs).toHaveLength(2)
    expect(tapes.inputs[1]?.turns.at(-1)).toMatchObject({
      calls: [{ output: '【0:0†a.md】\nFound.' }, { output: 'whole' }, { output: 'last' }],
    })
    const { data: steps } = await stepsOf(wire, run)
    expect(steps).toMatchObject([
      {
        status: 'completed',
        usage: tapeUsage,
        step_details: {
          tool_calls: [
            { file_search: { results: [{ file_id: 'file-a', score: 0.5 }] } },
            { code_interpreter: { outputs: [{ type: 'logs', logs: 'whole' }] } },
            { code_interpreter: { outputs: [] } },
          ],
        },
      },
      { status: 'completed', type: 'message_creation' },
    ])
    const { data } = await messagesOf(wire, run.thread_id)
    expect(data.at(-1)?.content).toMatchObject([{ text: { annotations: [{ file_citation: { file_id: 'file-a' } }] } }])
  })

  it('replaces a turn whose calls were not written whole', async () => {
    const gate = createGate()
    tapes.put([...call(0, 'code_interpreter', '{"code": "half'), gate, stopForCalls])
    const run = await begin()
    await gate.reached
    await untilStep(run, (step) => step.includes('half'))
    tapes.put([...code('whole'), stopForCalls], [text('Done.'), stop])
    hosted.put([answer('1')])
    wire = await wire.restart(tapes.models)
    expect(await settled(wire, run)).toMatchObject({ status: 'completed' })
    expect(hosted.calls.map(({ input }) => input)).toEqual(['whole'])
    const { data: steps } = await stepsOf(wire, run)
    expect(steps.map(({ status }) => status)).toEqual(['failed', 'completed', 'completed'])
  })

  it('goes on waiting for functions, and completes the step with what was executed before', async () => {
    tapes.put([...code('half()'), ...call(1, 'weather', '{}'), stopForCalls])
    const gate = createGate()
    hosted.put([logs('half'), gate])
    const run = await begin()
    await gate.reached
    await untilStep(run, (step) => step.includes('half'))
    hosted.put([logs('whole'), answer('whole')])
    wire = await wire.restart(tapes.models)
    const waiting = await settled(wire, run)
    expect(waiting).toMatchObject({ status: 'requires_action', usage: tapeUsage })
    wire = await wire.restart(tapes.models)
    tapes.put([text('Done.'), stop])
    await wire.call('POST', `/threads/${run.thread_id}/runs/${run.id}/submit_tool_outputs`, {
      tool_outputs: [{ tool_call_id: 'call_weather_1', output: 'sunny' }],
    })
    expect(await settled(wire, run)).toMatchObject({ status: 'completed' })
    expect((await stepsOf(wire, run)).data[0]).toMatchObject({
      status: 'completed',
      usage: tapeUsage,
      step_details: {
        tool_calls: [
          { code_interpreter: { outputs: [{ type: 'logs', logs: 'whole' }] } },
          { function: { output: 'sunny' } },
        ],
      },
    })
    expect(tapes.inputs[1]?.turns.at(-1)).toMatchObject({ calls: [{ output: 'whole' }, { output: 'sunny' }] })
  })
})

it('a store that refuses makes the answer of a tool wait: it is executed once', async () => {
  const disk = { isFull: false, refusals: 0 }
  const inFront = (store: Store): Store => ({
    ...store,
    async transaction(work) {
      if (!disk.isFull) return store.transaction(work)
      disk.refusals += 1
      throw Object.assign(new Error('The statement failed.'), { code: 'SQLITE_FULL' })
    },
  })
  await wire.close()
  wire = await startEmbedded(tapes.models, { tools: hosted.tools, inFront })
  const gate = createGate()
  tapes.put([...code('1'), stopForCalls], [text('Done.'), stop])
  hosted.put([gate, logs('1'), answer('1')])
  const run = await begin()
  await gate.reached
  disk.isFull = true
  gate.release()
  while (disk.refusals < 2) await turn()
  expect((await wire.getRun(run)).status).toBe('in_progress')
  disk.isFull = false
  expect(await settled(wire, run)).toMatchObject({ status: 'completed' })
  expect(hosted.calls).toHaveLength(1)
})
