import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { loadMessages } from '@/lib/i18n/messages'
import type { ToolCall } from '@/lib/protocol/step'
import { ToolCallOutput } from './tool-call-io'

const messages = await loadMessages('en')
const textOf = (output: string | null) => {
  const call: ToolCall = { id: 'call_1', type: 'function', function: { name: 'f', arguments: '{}', output } }
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <ToolCallOutput call={call} />
    </NextIntlClientProvider>,
  )
  return html.replaceAll(/<[^>]*>/g, '')
}

it('tells an output that is empty from one that is not there', () => {
  expect(textOf(null)).toBe('No output.')
  expect(textOf('')).toBe('The output is empty.')
  expect(textOf('0')).toContain('0')
})
