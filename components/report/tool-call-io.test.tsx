import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { loadMessages } from '@/lib/i18n/messages'
import type { ToolCall } from '@/lib/protocol/step'
import { ToolCallInput, ToolCallOutput } from './tool-call-io'

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

it('shows a call of a tool that only another server has as it came', () => {
  const call = { id: 'call_1', type: 'bing_grounding', bing_grounding: { query: 'weather' } } as unknown as ToolCall
  expect(wordsIn(htmlOf(<ToolCallInput call={call} isGrowing={false} />))).toContain('weather')
  expect(htmlOf(<ToolCallOutput call={call} />)).toBe('')
})
