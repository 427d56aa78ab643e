import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { Locale } from '@/lib/i18n/locale'
import { loadMessages } from '@/lib/i18n/messages'
import type { LastError, Run } from '@/lib/protocol/run'
import { lastErrorFor } from '@/lib/run/own-failures'
import { RunOutcome } from './run-outcome'

const messages = { en: await loadMessages('en'), 'zh-CN': await loadMessages('zh-CN') }
const failed = (last_error: LastError, locale?: Locale) => texts({ status: 'failed', last_error }, locale)
const texts = (run: Partial<Run>, locale: Locale = 'en') => {
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messages[locale]} timeZone="UTC">
      <RunOutcome run={run as Run} runAgain="Run again" />
    </NextIntlClientProvider>,
  )
  return html.replaceAll(/<[^>]*>/g, '')
}

it('says what the model said, and what may help with it', () => {
  const text = failed({ code: 'server_error', message: 'Out of memory.' })
  expect(text).toMatch(/^The model or its server failed\.Out of memory\.Start another run.*the name of the model/)
})

it('does not blame the model for what happened to this server', () => {
  const stopped = failed(lastErrorFor('stopped_often'))
  expect(stopped).toMatch(/^The server stopped again and again.*server’s output/)
  expect(stopped, 'offered beside the advice').toMatch(/Run again$/)
  const damaged = failed(lastErrorFor('log_damaged'))
  expect(damaged).toMatch(/^Part of this run’s log is damaged.*npm run doctor/)
  expect(damaged).not.toMatch(/Run again$/)
})

it('says its own failures in the language of who reads, with the words of the wire beside', () => {
  const stopped = lastErrorFor('stopped_often')
  expect(failed(stopped)).not.toContain(stopped.message)
  expect(failed(stopped, 'zh-CN')).toMatch(/^服务器.*The server was started 3 times/)
})

it('names the limit that a run ran into, where it is known', () => {
  expect(texts({ status: 'expired', created_at: 1_000, expires_at: 1_020 })).toMatch(/^Expired after 20 s:/)
  expect(texts({ status: 'expired', created_at: 1_000, expires_at: null })).toMatch(/^Expired: /)
  const incomplete_details = { reason: 'max_completion_tokens' } as const
  const cut = { status: 'incomplete', incomplete_details, max_completion_tokens: 1_200 } as const
  expect(texts(cut)).toMatch(/^Stopped at the limit of 1,200 output tokens/)
  expect(texts({ ...cut, max_completion_tokens: null })).toMatch(/^Stopped at the limit of output tokens/)
})
