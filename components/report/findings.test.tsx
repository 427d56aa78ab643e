import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { Locale } from '@/lib/i18n/locale'
import { loadMessages } from '@/lib/i18n/messages'
import type { LastError, Run } from '@/lib/protocol/run'
import { emptyView, fold } from '@/lib/run/fold'
import { lastErrorFor } from '@/lib/run/own-failures'
import { runOf, toolRun } from '@/lib/run/testing/log'
import { lifecycleOf } from '@/lib/inspector/lifecycle'
import { EndFindings } from './end-findings'
import { Permissions } from '@/components/ui/permissions'
import { Findings } from './findings'

const messages = { en: await loadMessages('en'), 'zh-CN': await loadMessages('zh-CN') }
const failed = (last_error: LastError, locale?: Locale) => texts({ status: 'failed', last_error }, locale)

function drawn(element: React.ReactNode, locale: Locale = 'en') {
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messages[locale]} timeZone="UTC">
      {element}
    </NextIntlClientProvider>,
  )
  return html.replaceAll(/<[^>]*>/g, '')
}

const texts = (run: Partial<Run>, locale?: Locale) =>
  drawn(
    <EndFindings run={runOf(run)} steps={[]} view={undefined} backend="here" next={(step) => `[${step}]`} />,
    locale,
  )

it('says what the model said, and what may help with it', () => {
  const text = failed({ code: 'server_error', message: 'Out of memory.' })
  expect(text).toMatch(/^The model or its server failed\.Out of memory\. ?Run again.*the name of the model/)
  expect(text).toMatch(/\[again\]\[models\]$/)
})

it('puts no space between Chinese sentences', () => {
  expect(texts({ status: 'expired' }, 'zh-CN')).not.toMatch(/[。！？] /)
})

it('does not blame the model for what happened to this server', () => {
  const stopped = failed(lastErrorFor('stopped_often'))
  expect(stopped).toMatch(/^The server stopped again and again.*server’s output/)
  expect(stopped, 'offered beside the advice').toMatch(/\[again\]$/)
  expect(failed(lastErrorFor('log_damaged'))).toMatch(/^Part of this run’s log is damaged.*npm run doctor/)
})

it('says its own failures in the language of who reads, with the words of the wire beside', () => {
  const stopped = lastErrorFor('stopped_often')
  expect(failed(stopped)).not.toContain(stopped.message)
  expect(failed(stopped, 'zh-CN')).toMatch(/^服务器.*The server was started 3 times/)
})

it('names the limit that a run ran into, where it is known', () => {
  const begun = { started_at: 1_000 }
  expect(texts({ status: 'expired', ...begun, created_at: 1_000, expires_at: 1_020 })).toMatch(/^Expired after 20 s:/)
  expect(texts({ status: 'expired', ...begun, created_at: 1_000, expires_at: null })).toMatch(/^Expired: /)
  const incomplete_details = { reason: 'max_completion_tokens' } as const
  const cut = { status: 'incomplete', incomplete_details, max_completion_tokens: 1_200 } as const
  expect(texts(cut)).toMatch(/^Stopped at the limit of 1,200 output tokens/)
  expect(texts({ ...cut, max_completion_tokens: null })).toMatch(/^Stopped at the limit of output tokens/)
})

it('names the events that a finding rests on, and offers only what the page can do', () => {
  const view = fold(emptyView, toolRun({ until: 'requires_action' }))
  const now = view.log.at(-1)!.at
  const around = { backend: 'here', unlisted: null, threadGoneMs: null, unanswered: [['get_weather']] } as const
  const facts = { run: view.run!, view, life: lifecycleOf(view, now), now, isLogWhole: false, around }
  const text = drawn(<Findings facts={facts} place="run" onLook={() => {}} />)
  expect(text).toMatch(/^The run goes on when the outputs of get_weather are there\./)
  expect(text).toMatch(/Seen in the log:thread\.run\.requires_action \+\d+/)
  expect(text).toContain('Nobody answered get_weather the last time.An earlier run')
  expect(drawn(<Findings facts={facts} place="run" />), 'nothing acts').not.toContain('Seen in the log')
  const toReader = (locale: Locale) =>
    drawn(<Permissions value={['read']}>{<Findings facts={facts} place="run" />}</Permissions>, locale)
  expect(text).toContain('Write the output yourself')
  expect(toReader('en'), 'who may only look is not told to act').not.toMatch(/Write the output|or cancel the run/)
  expect(toReader('zh-CN')).not.toMatch(/请自己填写|请取消/)
})
