// Runs whose model calls tools that are executed here: the model is asked again, until it answers or calls functions.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askUntil } from '@/lib/backend/testing/ask-until'
import { readFrames } from '@/lib/protocol/sse'
import type { Message } from '@/lib/protocol/message'
import type { CreateRunBody, Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { MAX_HOSTED_TURNS } from '@/lib/run/own-failures'
import type { ModelChunk } from '@/lib/backend/models/model'
import { HostedToolError } from './tools/hosted-tool'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { answer, codeTool, createHostedTools, finds, image, logs, result, searchTool } from './testing/hosted-tools'
import { call, createGate, createTapes, stop, stopForCalls, tapeUsage, text } from './testing/tapes'
import { messagesOf, settled, stepsOf } from './testing/weather'

const weather = { type: 'function', function: { name: 'weather' } } as const
const CONTENT = 'include[]=step_details.tool_calls[*].file_search.results[*].content'

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

async function begin(settings: Partial<CreateRunBody> = {}): Promise<Run> {
  const assistant = await wire.assistant({ tools: [codeTool, searchTool, weather] })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'How much?' }] })
  return wire.run(thread.id, { assistant_id: assistant.id, ...settings })
}

interface Frame {
  readonly event: string
  readonly data: string
}

/** The frames of a run that streams. */
async function stream(path: string, body: object): Promise<readonly Frame[]> {
  const response = await wire.send('POST', path, { ...body, stream: true })
  const frames: Frame[] = []
  if (response.body)
    for await (const { event, data } of readFrames(response.body)) frames.push({ event: event ?? '', data })
  return frames
}

async function streamed(query = ''): Promise<readonly Frame[]> {
  const assistant = await wire.assistant({ tools: [codeTool, searchTool, weather] })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'How much?' }] })
  return stream(`/threads/${thread.id}/runs${query}`, { assistant_id: assistant.id })
}

const submit = (run: Run, outputs: readonly string[]) =>
  wire.call<Run>('POST', `/threads/${run.thread_id}/runs/${run.id}/submit_tool_outputs`, {
    tool_outputs: outputs.map((id) => ({ tool_call_id: id, output: 'sunny' })),
  })

const dataOf = <T>(frames: readonly Frame[], event: string) =>
  frames.filter((frame) => frame.event === event).map(({ data }) => JSON.parse(data) as T)

describe('a run with hosted tools', () => {
  it('executes code, asks the model again, and sums the usage', async () => {
    tapes.put([...code('print(6 * 7)'), stopForCalls], [text('It is 42.'), stop])
    hosted.put([logs('42'), logs('\n'), answer('42\n')])
    const run = await settled(wire, await begin())
    expect(run).toMatchObject({ status: 'completed', usage: { total_tokens: 2 * tapeUsage.total_tokens } })
    const { data: steps } = await stepsOf(wire, run)
    expect(steps).toMatchObject([
      {
        status: 'completed',
        usage: tapeUsage,
        step_details: {
          tool_calls: [
            {
              type: 'code_interpreter',
              code_interpreter: { input: 'print(6 * 7)', outputs: [{ type: 'logs', logs: '42\n' }] },
            },
          ],
        },
      },
      { status: 'completed', type: 'message_creation', usage: tapeUsage },
    ])
    expect(hosted.calls).toMatchObject([{ input: 'print(6 * 7)', arguments: '{"code":"print(6 * 7)"}', ordinal: 0 }])
    expect(tapes.inputs[0]).toMatchObject({
      functions: [{ name: 'weather' }, { name: 'code_interpreter' }, { name: 'file_search' }],
      hosted: { code_interpreter: 'code_interpreter', file_search: 'file_search' },
    })
    expect(tapes.inputs[1]?.turns.at(-1)).toEqual({
      role: 'calls',
      calls: [
        {
          id: 'call_code_interpreter_0',
          name: 'code_interpreter',
          arguments: '{"code":"print(6 * 7)"}',
          output: '42\n',
        },
      ],
    })
  })

  it('says it on the wire in the order and the types of the protocol', async () => {
    tapes.put([...call(0, 'code_interpreter', '{"code": "a\\', 'n', 'b"}'), stopForCalls], [text('Done.'), stop])
    hosted.put([logs('1'), answer('1')])
    const frames = await streamed()
    expect(frames.map(({ event }) => event)).toEqual([
      'thread.run.created',
      'thread.run.queued',
      'thread.run.in_progress',
      'thread.run.step.created',
      'thread.run.step.in_progress',
      ...Array<string>(frames.filter(({ event }) => event === 'thread.run.step.delta').length).fill(
        'thread.run.step.delta',
      ),
      'thread.run.step.completed',
      'thread.run.step.created',
      'thread.run.step.in_progress',
      'thread.message.created',
      'thread.message.in_progress',
      'thread.message.delta',
      'thread.message.completed',
      'thread.run.step.completed',
      'thread.run.completed',
      'done',
    ])
    const deltas = dataOf<{ delta: { step_details: { tool_calls: { code_interpreter: object }[] } } }>(
      frames,
      'thread.run.step.delta',
    ).map(({ delta }) => delta.step_details.tool_calls[0])
    expect(deltas[0]).toEqual({
      index: 0,
      id: 'call_code_interpreter_0',
      type: 'code_interpreter',
      code_interpreter: { input: '', outputs: [] },
    })
    const inputs = deltas.slice(1, -1).map((each) => (each?.code_interpreter as { input: string }).input)
    expect(inputs.join('')).toBe('a\nb')
    expect(deltas.at(-1)).toEqual({
      index: 0,
      type: 'code_interpreter',
      code_interpreter: { outputs: [{ index: 0, type: 'logs', logs: '1' }] },
    })
  })

  it('cites what a search has found, in fragments of their own, and shows its texts to those who ask', async () => {
    const said = ['Weekly 😀【0:', '1†b.md】, not 【0:7†b.md】.']
    for (const query of ['', `?${CONTENT}`]) {
      tapes.put([...search('pay'), stopForCalls], [...said.map(text), stop])
      hosted.put(finds(result('file-a', 'a.md', 'First.'), result('file-b', 'b.md', 'Paid weekly.')))
      const frames = await streamed(query)
      expect(tapes.inputs.at(-1)?.turns.at(-1)).toMatchObject({
        calls: [{ output: '【0:0†a.md】\nFirst.\n\n【0:1†b.md】\nPaid weekly.' }],
      })
      const [message] = dataOf<Message>(frames, 'thread.message.completed')
      const part = message?.content[0]
      if (part?.type !== 'text') throw new Error('There is no text.')
      expect(part.text.value).toBe(said.join(''))
      const [annotation, ...others] = part.text.annotations
      expect(others).toEqual([])
      expect(annotation).toEqual({
        ...{ type: 'file_citation', text: '【0:1†b.md】', start_index: 9, end_index: 19 },
        file_citation: { file_id: 'file-b' },
      })
      expect(part.text.value.slice(annotation?.start_index, annotation?.end_index)).toBe(annotation?.text)
      const completed = dataOf<Step>(frames, 'thread.run.step.completed')[0]
      const deltas = JSON.stringify(dataOf(frames, 'thread.run.step.delta'))
      expect(deltas.includes('Paid weekly.')).toBe(query !== '')
      expect(JSON.stringify(completed).includes('Paid weekly.')).toBe(query !== '')
      const path = `/threads/${completed?.thread_id}/runs/${completed?.run_id}/steps`
      for (const steps of [`${path}${query}`, `${path}/${completed?.id}${query}`])
        expect(JSON.stringify(await wire.call('GET', steps)).includes('Paid weekly.')).toBe(query !== '')
      expect(completed).toMatchObject({
        step_details: { tool_calls: [{ file_search: { results: [{ file_id: 'file-a', score: 0.5 }, {}] } }] },
      })
    }
  })

  it('shows pictures before the text of the next message, and links the files that its code has written', async () => {
    tapes.put(
      [...code('plot()'), ...code('save()', 1), stopForCalls],
      [text('See [it](sandbox:/mnt/data/a b.csv), not sandbox:/mnt/data/c.csv.'), stop],
    )
    hosted.put(
      [image('file-png'), answer('')],
      [logs('ok'), answer('ok', [{ path: '/mnt/data/a b.csv', file_id: 'file-csv' }])],
    )
    const run = await settled(wire, await begin())
    const { data } = await messagesOf(wire, run.thread_id)
    expect(data.at(-1)?.content).toEqual([
      { type: 'image_file', image_file: { file_id: 'file-png' } },
      {
        type: 'text',
        text: {
          value: 'See [it](sandbox:/mnt/data/a b.csv), not sandbox:/mnt/data/c.csv.',
          annotations: [
            {
              ...{ type: 'file_path', text: 'sandbox:/mnt/data/a b.csv', start_index: 9, end_index: 34 },
              file_path: { file_id: 'file-csv' },
            },
          ],
        },
      },
    ])
    expect(tapes.inputs[1]?.turns.at(-1)).toMatchObject({ calls: [{ output: '(no output)' }, { output: 'ok' }] })
  })

  it('keeps what was executed while it waits for functions of the same turn', async () => {
    tapes.put([...code('1'), ...call(1, 'weather', '{}'), ...search('x', 2), stopForCalls], [text('Both.'), stop])
    hosted.put([logs('1'), answer('1')], finds())
    const waiting = await settled(wire, await begin())
    expect(waiting).toMatchObject({ status: 'requires_action', usage: tapeUsage })
    expect(waiting.required_action?.submit_tool_outputs.tool_calls).toMatchObject([
      { type: 'function', function: { name: 'weather' } },
    ])
    const kept = [
      { type: 'code_interpreter', code_interpreter: { outputs: [{ logs: '1' }] } },
      { type: 'function', function: { output: null } },
      { type: 'file_search', file_search: { results: [] } },
    ]
    expect((await stepsOf(wire, waiting)).data).toMatchObject([
      { status: 'in_progress', step_details: { tool_calls: kept } },
    ])
    await expect(submit(waiting, [])).rejects.toThrow('Expected tool outputs')
    await submit(waiting, ['call_weather_1'])
    const run = await settled(wire, waiting)
    expect(run).toMatchObject({ status: 'completed', usage: { total_tokens: 2 * tapeUsage.total_tokens } })
    const [step] = (await stepsOf(wire, run)).data
    expect(step).toMatchObject({ status: 'completed', usage: tapeUsage })
    expect(tapes.inputs[1]?.turns.at(-1)).toMatchObject({
      calls: [
        { name: 'code_interpreter', output: '1' },
        { name: 'weather', output: 'sunny' },
        { name: 'file_search', output: 'Nothing was found.' },
      ],
    })
  })

  it('has the texts of a search in the streams of later legs, too, where its run was created with them', async () => {
    for (const query of ['', `?${CONTENT}`]) {
      tapes.put([...search('x'), ...call(1, 'weather', '{}'), stopForCalls], [text('Done.'), stop])
      hosted.put(finds(result('file-a', 'a.md', 'Found it.')))
      const [waiting] = dataOf<Run>(await streamed(query), 'thread.run.requires_action')
      const frames = await stream(`/threads/${waiting?.thread_id}/runs/${waiting?.id}/submit_tool_outputs`, {
        tool_outputs: [{ tool_call_id: 'call_weather_1', output: 'sunny' }],
      })
      const [step] = dataOf<Step>(frames, 'thread.run.step.completed')
      expect(JSON.stringify(step).includes('Found it.')).toBe(query !== '')
    }
  })

  it('tells later runs of the code and its outputs, and not of what was searched for', async () => {
    tapes.put([...code('6*7'), stopForCalls], [...search('x'), stopForCalls], [text('42'), stop], [text('Yes.'), stop])
    hosted.put([logs('42'), image('file-png', 1), answer('42')], finds())
    const run = await settled(wire, await begin())
    const { assistant_id, thread_id } = run
    await wire.message(thread_id, { content: 'Sure?' })
    await settled(wire, await wire.run(thread_id, { assistant_id }))
    expect(tapes.inputs[3]?.turns).toMatchObject([
      { role: 'user' },
      {
        role: 'calls',
        calls: [{ name: 'code_interpreter', arguments: '{"code":"6*7"}', output: '42\n(picture file-png)' }],
      },
      { role: 'assistant' },
      { role: 'user' },
    ])
  })

  it('calls them by other names where functions of the user have theirs', async () => {
    const own = { type: 'function', function: { name: 'code_interpreter' } } as const
    tapes.put([...call(0, 'code_interpreter_2', '{"code":"1"}'), stopForCalls], [text('1'), stop])
    hosted.put([answer('1')])
    const run = await settled(wire, await begin({ tools: [codeTool, own], tool_choice: { type: 'code_interpreter' } }))
    expect(tapes.inputs[0]).toMatchObject({
      functions: [{ name: 'code_interpreter' }, { name: 'code_interpreter_2' }],
      tool_choice: { type: 'function', function: { name: 'code_interpreter_2' } },
    })
    expect((await stepsOf(wire, run)).data[0]).toMatchObject({
      step_details: { tool_calls: [{ type: 'code_interpreter' }] },
    })
  })

  it('refuses a choice of a tool that it does not have', async () => {
    await expect(begin({ tools: [weather], tool_choice: { type: 'file_search' } })).rejects.toThrow(
      "Tool choice 'file_search' not found in 'tools' parameter.",
    )
  })
})

describe('a run whose hosted tool is at work', () => {
  async function atWork() {
    tapes.put([...code('while True: pass'), stopForCalls])
    const gate = createGate()
    hosted.put([logs('begun'), gate, answer('late')])
    const run = await begin()
    await gate.reached
    await askUntil(
      () => stepsOf(wire, run),
      (steps) => JSON.stringify(steps).includes('begun'),
    )
    return { run, gate }
  }

  it('is cancelled: the tool is told to stop, and the step is closed with what it has', async () => {
    const { run } = await atWork()
    await wire.call('POST', `/threads/${run.thread_id}/runs/${run.id}/cancel`)
    expect(await settled(wire, run)).toMatchObject({ status: 'cancelled', usage: tapeUsage })
    expect(hosted.state.aborted).toBe(1)
    expect((await stepsOf(wire, run)).data).toMatchObject([
      {
        status: 'cancelled',
        usage: tapeUsage,
        step_details: { tool_calls: [{ code_interpreter: { outputs: [{ logs: 'begun' }] } }] },
      },
    ])
  })

  it('expires: its step is closed with what it has', async () => {
    let ms = Date.now()
    await wire.close()
    wire = await startEmbedded(tapes.models, { tools: hosted.tools, clock: () => ms })
    const { run, gate } = await atWork()
    ms += 700_000
    gate.release()
    expect(await settled(wire, run)).toMatchObject({ status: 'expired', usage: tapeUsage })
    expect((await stepsOf(wire, run)).data).toMatchObject([
      { status: 'expired', step_details: { tool_calls: [{ code_interpreter: { outputs: [{ logs: 'begun' }] } }] } },
    ])
  })

  it('fails in the words of a tool that cannot work, and in none of ours when it breaks', async () => {
    const said = [
      [new HostedToolError('The store of this thread has expired.'), 'The store of this thread has expired.'],
      [new Error('secret'), 'The server had an error while working on this run.'],
    ] as const
    for (const [error, message] of said) {
      tapes.put([...search('x'), stopForCalls])
      hosted.put([error])
      const run = await settled(wire, await begin())
      expect(run).toMatchObject({ status: 'failed', last_error: { code: 'server_error', message }, usage: tapeUsage })
      expect((await stepsOf(wire, run)).data).toMatchObject([{ status: 'failed', last_error: { message } }])
    }
  })

  it('is not asked without end', async () => {
    for (let count = 0; count < MAX_HOSTED_TURNS; count += 1) {
      tapes.put([...call(0, 'file_search', '{"query":"x"}'), stopForCalls])
      hosted.put(finds())
    }
    const run = await settled(wire, await begin())
    expect(run).toMatchObject({
      status: 'failed',
      last_error: { message: expect.stringContaining('50 turns') as string },
    })
    expect(hosted.calls.map(({ ordinal }) => ordinal)).toEqual([...Array(MAX_HOSTED_TURNS).keys()])
    const { data } = await wire.call<{ data: Step[] }>(
      'GET',
      `/threads/${run.thread_id}/runs/${run.id}/steps?limit=100`,
    )
    const ids = data.flatMap(({ step_details: details }) =>
      details.type === 'tool_calls' ? details.tool_calls.map(({ id }) => id) : [],
    )
    expect(new Set(ids).size).toBe(MAX_HOSTED_TURNS)
  })

  it('ends at its limit of tokens, counted over all turns', async () => {
    const counted = { prompt_tokens: 10, completion_tokens: 200, total_tokens: 210 }
    const called: ModelChunk = { type: 'finish', reason: 'tool_calls', usage: counted }
    tapes.put([...search('x'), called], [...search('y'), called])
    hosted.put(finds(), finds())
    const run = await settled(wire, await begin({ max_completion_tokens: 256 }))
    expect(tapes.inputs.map((input) => input.max_completion_tokens)).toEqual([256, 56])
    expect(run).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_completion_tokens' },
      usage: { completion_tokens: 400 },
    })
  })
})
