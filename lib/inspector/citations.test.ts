import { describe, expect, it } from 'vitest'
import type { ContentPart, Message } from '@/lib/protocol/message'
import type { FileSearchCall, Step } from '@/lib/protocol/step'
import { annotatedIn, citedOf, citedResult, placeOf } from './citations'

const cite = (text: string, file_id: string) => ({
  type: 'file_citation',
  text,
  start_index: 0,
  end_index: text.length,
  file_citation: { file_id },
})

const content = [
  {
    type: 'text',
    text: {
      value: 'Two weeks【0:1†a.md】 or three【1:0†b.md】【0:1†a.md】 as in sandbox:/mnt/data/x.csv',
      annotations: [
        cite('【0:1†a.md】', 'file-a'),
        cite('【1:0†b.md】', 'file-b'),
        cite('【0:1†a.md】', 'file-a'),
        {
          type: 'file_path',
          text: 'sandbox:/mnt/data/x.csv',
          start_index: 0,
          end_index: 0,
          file_path: { file_id: 'file-x' },
        },
        { type: 'url_citation', text: '[1]', start_index: 0, end_index: 0 },
      ],
    },
  },
] as const satisfies readonly unknown[] as unknown as readonly ContentPart[]

const search = (id: string, names: readonly string[]): FileSearchCall => ({
  id,
  type: 'file_search',
  file_search: {
    results: names.map((name) => ({
      file_id: `file-${name}`,
      file_name: name,
      score: 0.5,
      content: [{ type: 'text', text: `of ${name}` }],
    })),
  },
})
const stepOf = (calls: readonly FileSearchCall[]) =>
  ({ id: 'step', step_details: { type: 'tool_calls', tool_calls: calls } }) as unknown as Step
const first = search('call_0', ['c.md', 'a.md'])
const second = search('call_1', ['b.md'])
const steps = [stepOf([first]), stepOf([second])]

describe('citations', () => {
  it('numbers the marks of a message in their order, each once, and finds the files that code wrote', () => {
    const { citations, files } = annotatedIn(content)
    expect(citations).toEqual([
      { text: '【0:1†a.md】', fileId: 'file-a', number: 1 },
      { text: '【1:0†b.md】', fileId: 'file-b', number: 2 },
    ])
    expect([...files]).toEqual([['sandbox:/mnt/data/x.csv', 'file-x']])
  })

  it('finds the result that a mark names, over the searches of a run', () => {
    expect(citedResult(steps, '【0:1†a.md】')?.file_name).toBe('a.md')
    expect(citedResult(steps, '【1:0†b.md】')?.file_name).toBe('b.md')
    expect(citedResult(steps, '【2:0†b.md】')).toBeUndefined()
    expect(citedResult(steps, '[1]')).toBeUndefined()
  })

  it('tells which results of a search an answer quotes', () => {
    const run = { steps, messages: [{ content } as unknown as Message] }
    expect([...citedOf(run, first)]).toEqual([1])
    expect([...citedOf(run, second)]).toEqual([0])
  })

  it.each(['【x:1†a】', '【1†a】', '0:1†a', '【0:1†a】 '])('takes %j for no mark', (text) => {
    expect(placeOf(text)).toBeUndefined()
  })
})
