import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ConnectionContext, type ConnectionState } from '@/components/connection/connection-context'
import { loadMessages } from '@/lib/i18n/messages'
import { noOptions, type RunOptions } from './run-options'
import { RunOptionsForm } from './run-options-form'

const messages = await loadMessages('en')

/** The form's fields that cannot be used, by their labels. */
function disabledIn(run_options: boolean, options: Partial<RunOptions> = {}) {
  const connection = { info: { capabilities: { run_options } } } as ConnectionState
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <ConnectionContext value={connection}>
        <RunOptionsForm
          options={{ ...noOptions, ...options }}
          functions={[]}
          problems={new Map()}
          change={() => undefined}
          without={['model']}
        />
      </ConnectionContext>
    </NextIntlClientProvider>,
  )
  const labels = new Map([...html.matchAll(/<label for="([^"]+)"[^>]*>([^<]+)</g)].map(([, id, text]) => [id, text]))
  const controls = [...html.matchAll(/<(?:input|select|textarea)[^>]*>/g)].map(([tag]) => tag)
  return controls
    .filter((tag) => /\sdisabled(?:=|\s|>)/.test(tag))
    .map((tag) => labels.get(/\sid="([^"]+)"/.exec(tag)?.[1] ?? ''))
}

it('takes every option where the connection does', () => {
  expect(disabledIn(true)).toEqual([])
})

it('disables what the connection does not take, but for what is set and can only be taken away', () => {
  const all = disabledIn(false)
  expect(all).toEqual(['Tool choice', 'Max output tokens', 'Max input tokens', 'Truncation', 'Reasoning effort'])
  expect(disabledIn(false, { tool_choice: 'none', reasoning_effort: 'low' })).toHaveLength(all.length - 2)
})
