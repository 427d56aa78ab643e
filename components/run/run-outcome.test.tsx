import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { loadMessages } from '@/lib/i18n/messages'
import type { LastError, Run } from '@/lib/protocol/run'
import { lastErrorFor } from '@/lib/run/own-failures'
import { RunOutcome } from './run-outcome'

const messages = await loadMessages('en')
const texts = (last_error: LastError) => {
  const run: Partial<Run> = { status: 'failed', last_error }
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <RunOutcome run={run as Run} />
    </NextIntlClientProvider>,
  )
  return html.replaceAll(/<[^>]*>/g, '')
}

it('says what the model said, and what may help with it', () => {
  const text = texts({ code: 'server_error', message: 'Out of memory.' })
  expect(text).toMatch(/^The model or its server failed\.Out of memory\.Start another run.*the name of the model/)
})

it('does not blame the model for what happened to this server', () => {
  expect(texts(lastErrorFor('stopped_often'))).toMatch(/^The server stopped again and again.*server’s output/)
  expect(texts(lastErrorFor('log_damaged'))).toMatch(/^Part of this run’s log is damaged.*npm run doctor/)
})
