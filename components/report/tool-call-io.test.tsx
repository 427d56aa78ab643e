import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { loadMessages } from '@/lib/i18n/messages'
import type { HostedCallNote } from '@/lib/protocol/hosted-calls'
import type { ToolCall } from '@/lib/protocol/step'
import { RunOfCalls } from './run-of-calls'
import { ToolCallInput, ToolCallOutput } from './tool-call-io'

const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }
const messages = await loadMessages('en')
const callOf = (args: string, output: string | null): ToolCall => ({
  id: 'call_1',
  type: 'function',
  function: { name: 'f', arguments: args, output },
})
const htmlOf = (part: ReactNode) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      {part}
    </NextIntlClientProvider>,
  )
const wordsIn = (html: string) => html.replaceAll(/<[^>]*>/g, '')
const textOf = (output: string | null) => wordsIn(htmlOf(<ToolCallOutput call={callOf('{}', output)} />))

it('tells an output that is empty from one that is not there', () => {
  expect(textOf(null)).toBe('No output.')
  expect(textOf('')).toBe('The output is empty.')
  expect(textOf('0')).toContain('0')
})

it('marks where arguments are no JSON, once they are written', () => {
  const broken = callOf('{"city": "Rome", "days": 3,,}', null)
  const html = htmlOf(<ToolCallInput call={broken} isGrowing={false} />)
  expect(wordsIn(html)).toContain('Line 1, column 28')
  expect(/<mark[^>]*>(.*?)<\/mark>/.exec(html)?.[1]).toBe(',')
  expect(htmlOf(<ToolCallInput call={broken} isGrowing />)).not.toContain('<mark')
  expect(htmlOf(<ToolCallInput call={callOf('{"city": "Rome"}', null)} isGrowing={false} />)).not.toContain('<mark')
  expect(htmlOf(<ToolCallInput call={callOf('', null)} isGrowing={false} />)).not.toContain('<mark')
})

const asked = (args: string, files?: HostedCallNote['files']) => ({
  ...{ steps: [], messages: [] },
  notes: [
    {
      step_1: {
        ...{ id: 'step_1', reasoning: null, left_out: 0, without: [] },
        hosted: {
          usage,
          calls: [{ id: 'call_1', name: 'tool', arguments: args, output: 'done', ...(files && { files }) }],
        },
      },
    },
  ],
})

it('tells what a file search was asked, where the run tells it', () => {
  const call: ToolCall = { id: 'call_1', type: 'file_search', file_search: {} }
  const input = <ToolCallInput call={call} isGrowing={false} />
  const within = (run: ReturnType<typeof asked>) => wordsIn(htmlOf(<RunOfCalls value={run}>{input}</RunOfCalls>))
  expect(wordsIn(htmlOf(input))).toBe('The protocol does not tell what was searched for.')
  expect(within(asked('{"query": "hotels in Paris"}'))).toBe('Searched forhotels in Paris')
  expect(within(asked('{"queries": ["hotels"]}'))).toContain('queries')
})

it('offers the files that code wrote, also where it printed nothing', () => {
  const call: ToolCall = { id: 'call_1', type: 'code_interpreter', code_interpreter: { input: '1', outputs: [] } }
  const run = asked('{}', [{ path: '/mnt/data/sum.csv', file_id: 'file-1' }])
  const text = wordsIn(htmlOf(<RunOfCalls value={run}>{<ToolCallOutput call={call} />}</RunOfCalls>))
  expect(text).toContain('file-1')
  expect(text).not.toContain('No output.')
})

it('shows a call of a tool that only another server has as it came', () => {
  const call = { id: 'call_1', type: 'bing_grounding', bing_grounding: { query: 'weather' } } as unknown as ToolCall
  expect(wordsIn(htmlOf(<ToolCallInput call={call} isGrowing={false} />))).toContain('weather')
  expect(htmlOf(<ToolCallOutput call={call} />)).toBe('')
})
