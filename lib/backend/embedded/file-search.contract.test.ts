// Runs that search the vector stores of their assistant and their thread, with the search of this server.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countTokens } from '@/lib/run/tokens'
import type { Assistant } from '@/lib/protocol/assistant'
import type { StoredFile } from '@/lib/protocol/file'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { FileSearchCall, Step } from '@/lib/protocol/step'
import type { Thread } from '@/lib/protocol/thread'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { searchTool } from './testing/hosted-tools'
import { call, createTapes, stop, stopForCalls, text } from './testing/tapes'
import { messagesOf, settled, stepsOf } from './testing/weather'

const HANDBOOK =
  '# Leave\n\nEverybody has 28 days of paid leave a year.\n\n# Tea\n\nTwo kilograms of tea a month are free for everybody.\n'
const TRAVEL = '# 住宿\n\n一线城市住宿费每晚最高报销 650 元，其他城市每晚最高 420 元。\n'
const CONTENT = 'include[]=step_details.tool_calls[*].file_search.results[*].content'

let wire: TestBackend
let tapes: ReturnType<typeof createTapes>
let later: number

beforeEach(async () => {
  tapes = createTapes()
  later = 0
  wire = await startEmbedded(tapes.models, { clock: () => Date.now() + later })
})
afterEach(() => wire.close())

const search = (query: string) => [...call(0, 'file_search', JSON.stringify({ query })), stopForCalls]

async function upload(name: string, content: string): Promise<string> {
  const form = new FormData()
  form.set('purpose', 'assistants')
  form.set('file', new File([content], name))
  const response = await wire.backend(new Request('http://test/v1/files', { method: 'POST', body: form }))
  return ((await response.json()) as StoredFile).id
}

const withStore = (fileIds: readonly string[]): Promise<Assistant> =>
  wire.assistant({
    tools: [searchTool],
    tool_resources: { file_search: { vector_stores: [{ file_ids: [...fileIds] }] } },
  })

const ask = (thread: Thread, assistant: Assistant): Promise<Run> => wire.run(thread.id, { assistant_id: assistant.id })

const searchesOf = (steps: readonly Step[]): readonly FileSearchCall[] =>
  steps.flatMap(({ step_details: details }) =>
    details.type === 'tool_calls' ? details.tool_calls.filter((made) => made.type === 'file_search') : [],
  )

async function indexed(assistant: Assistant) {
  const [id] = assistant.tool_resources?.file_search?.vector_store_ids ?? []
  await expect
    .poll(async () => (await wire.call<{ status: string }>('GET', `/vector_stores/${id}`)).status)
    .toBe('completed')
  return id!
}

describe('a file search', () => {
  it('finds chunks in both languages, cites them with right offsets, and tells their texts only on demand', async () => {
    const handbook = await upload('handbook.md', HANDBOOK)
    const assistant = await withStore([handbook, await upload('差旅.md', TRAVEL)])
    await indexed(assistant)
    tapes.put(search('一线城市住宿费'), search('How many days of leave?'), [
      text('28 days【1:0†handbook.md】, and 650 元【0:0†差旅.md】.'),
      stop,
    ])
    const thread = await wire.thread({ messages: [{ role: 'user', content: 'Leave? 住宿?' }] })
    const run = await settled(wire, await ask(thread, assistant))
    expect(run).toMatchObject({ status: 'completed', last_error: null })

    const { data: steps } = await wire.call<{ data: Step[] }>(
      'GET',
      `/threads/${thread.id}/runs/${run.id}/steps?order=asc&${CONTENT}`,
    )
    const [chinese, english] = searchesOf(steps)
    expect(chinese?.file_search.results?.[0]).toMatchObject({
      file_name: '差旅.md',
      content: [{ type: 'text', text: expect.stringContaining('650 元') }],
    })
    expect(english?.file_search.results?.[0]).toMatchObject({ file_id: handbook, file_name: 'handbook.md' })
    expect(english?.file_search.ranking_options).toEqual({ ranker: 'default_2024_08_21', score_threshold: 0 })
    const plain = searchesOf((await stepsOf(wire, run)).data)
    expect(plain[0]?.file_search.results?.[0]).not.toHaveProperty('content')

    const { data: messages } = await messagesOf(wire, thread.id)
    const [part] = (messages.at(-1) as Message).content
    const { value, annotations } = part?.type === 'text' ? part.text : { value: '', annotations: [] }
    expect(annotations).toMatchObject([
      { type: 'file_citation', text: '【1:0†handbook.md】', file_citation: { file_id: handbook } },
      { type: 'file_citation', text: '【0:0†差旅.md】' },
    ])
    for (const { text: mark, start_index: start, end_index: end } of annotations) {
      expect(value.slice(start, end)).toBe(mark)
    }
    const told = JSON.stringify(tapes.inputs.at(-1)?.turns)
    expect(told).toContain('【0:0†差旅.md】')
    expect(told).toContain('28 days of paid leave')
  })

  it('waits for the files of the thread, and searches them beside those of the assistant', async () => {
    const assistant = await withStore([await upload('handbook.md', HANDBOOK)])
    await indexed(assistant)
    const attached = await upload('travel.md', TRAVEL)
    const thread = await wire.thread({
      messages: [
        { role: 'user', content: '住宿?', attachments: [{ file_id: attached, tools: [{ type: 'file_search' }] }] },
      ],
    })
    tapes.put(search('住宿费 tea'), [text('Both.'), stop])
    const run = await settled(wire, await ask(thread, assistant))
    const [found] = searchesOf((await stepsOf(wire, run)).data)
    expect(found?.file_search.results?.map(({ file_name }) => file_name).toSorted()).toEqual([
      'handbook.md',
      'travel.md',
    ])
  })

  it('takes as many results as the tool says, of a score, by the ranker that it names', async () => {
    const files: string[] = []
    for (const name of ['one', 'two', 'three'])
      files.push(await upload(`${name}.md`, `Tea of ${name}. ${name} cups.\n`))
    const assistant = await withStore(files)
    await indexed(assistant)
    const thread = await wire.thread({ messages: [{ role: 'user', content: 'Tea?' }] })
    const searched = async (file_search: object, model = 'gpt-4o') => {
      tapes.put(search('tea of two cups'), [text('Tea.'), stop])
      const tools = [{ type: 'file_search', file_search }]
      const run = await wire.run(thread.id, { assistant_id: assistant.id, tools, model } as never)
      const [made] = searchesOf((await stepsOf(wire, await settled(wire, run))).data)
      const { results = [], ranking_options } = made?.file_search ?? {}
      return { names: results.map(({ file_name }) => file_name), ranking_options }
    }
    const found = await searched({})
    expect(found.names).toHaveLength(3)
    expect(found.names[0]).toBe('two.md')
    expect(found.ranking_options).toEqual({ ranker: 'default_2024_08_21', score_threshold: 0 })
    expect((await searched({ max_num_results: 1 })).names).toEqual(['two.md'])
    for (const ranker of ['auto', 'default_2024_08_21']) {
      const { names, ranking_options } = await searched({ ranking_options: { ranker, score_threshold: 0.3 } })
      expect(names).toEqual(['two.md'])
      expect(ranking_options).toEqual({ ranker: 'default_2024_08_21', score_threshold: 0.3 })
    }
    expect((await searched({ ranking_options: { score_threshold: 1 } })).names).toEqual([])
    const ofStores = searched({ ranking_options: { ranker: 'none', score_threshold: 0 } })
    await expect(ofStores, 'which only searches of stores know').rejects.toThrow(/ranker/)
  })

  it('puts no more than 16,000 tokens into a prompt, and 4,000 where the context is short', async () => {
    const paragraph = 'Tea is steeped slowly until every single leaf has given its taste away. '
    const assistant = await withStore([await upload('tea.md', paragraph.repeat(2_500))])
    await indexed(assistant)
    const thread = await wire.thread({ messages: [{ role: 'user', content: 'Tea?' }] })
    const searched = async (model: string, file_search: object = {}) => {
      tapes.put(search('steeped tea'), [text('Tea.'), stop])
      const tools = [{ type: 'file_search', file_search }]
      const run = await wire.run(thread.id, { assistant_id: assistant.id, tools, model } as never)
      const [made] = searchesOf((await stepsOf(wire, await settled(wire, run))).data)
      const turn = tapes.inputs.at(-1)?.turns.at(-1)
      const output = turn?.role === 'calls' ? (turn.calls[0]?.output ?? '') : ''
      return { results: made?.file_search.results?.length ?? 0, tokens: countTokens(output) }
    }
    const usual = await searched('gpt-4o', { max_num_results: 50 })
    expect(usual.results).toBeGreaterThan(15)
    expect(usual.results).toBeLessThan(50)
    expect(usual.tokens).toBeLessThanOrEqual(16_100)
    const short = await searched('gpt-3.5-turbo', { max_num_results: 50 })
    expect(short.tokens).toBeLessThanOrEqual(4_100)
    expect(short.results).toBeLessThan(usual.results)
    expect((await searched('gpt-4o')).results).toBeLessThanOrEqual(20)
  })

  it('fails in words where the store of the thread has expired', async () => {
    const attached = await upload('travel.md', TRAVEL)
    const attachments = [{ file_id: attached, tools: [searchTool] }]
    const thread = await wire.thread({ messages: [{ role: 'user', content: '住宿?', attachments }] })
    const assistant = await wire.assistant({ tools: [searchTool] })
    later = 8 * 86_400_000
    const run = await settled(wire, await ask(thread, assistant))
    expect(run).toMatchObject({
      status: 'failed',
      last_error: { message: expect.stringMatching(/vector store vs_\w+ has expired/) },
    })
  })

  it('does without a store of the assistant that is gone', async () => {
    const assistant = await withStore([await upload('handbook.md', HANDBOOK)])
    const store = await indexed(assistant)
    const thread = await wire.thread({ messages: [{ role: 'user', content: 'Leave?' }] })
    await wire.call('DELETE', `/vector_stores/${store}`)
    tapes.put(search('leave'), [text('Nothing.'), stop])
    const run = await settled(wire, await ask(thread, assistant))
    expect(run.status).toBe('completed')
    expect(searchesOf((await stepsOf(wire, run)).data)[0]?.file_search.results).toEqual([])
    expect(JSON.stringify(tapes.inputs.at(-1)?.turns)).toContain(store)
  })
})
