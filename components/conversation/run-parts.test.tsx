import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { Locale } from '@/lib/i18n/locale'
import { loadMessages } from '@/lib/i18n/messages'
import type { ResponderTold } from '@/lib/protocol/event'
import { emptyView, fold } from '@/lib/run/fold'
import { ruleTold, toolRun } from '@/lib/run/testing/log'
import { RunParts } from './run-parts'

const messages = { en: await loadMessages('en'), 'zh-CN': await loadMessages('zh-CN') }
const Nothing = () => null

interface Drawn {
  readonly until?: 'requires_action'
  /** So many events of it. */
  readonly first?: number
  readonly told?: Partial<ResponderTold>
  readonly locale?: Locale
}

/** How the two calls of a run stand in a conversation. */
function endsOf({ until, first, told, locale = 'en' }: Drawn) {
  const events = toolRun(until && { until }).slice(0, first)
  const { run, steps, responders } = fold(emptyView, told ? ruleTold(events, told) : events)
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messages[locale]} timeZone="UTC">
      <RunParts
        {...{
          steps,
          messages: [],
          notes: new Map(),
          ahead: [],
          fates: responders,
          Message: Nothing,
          Thoughts: Nothing,
        }}
        run={run!}
      />
    </NextIntlClientProvider>,
  )
  return [...html.matchAll(/([^<>]+)<\/span><\/summary>/g)].map(([, word]) => word)
}

it('says that a call was declined, and not that it was answered', () => {
  expect(endsOf({})).toEqual(['answered', 'answered'])
  expect(endsOf({ told: { status: 'declined' } })).toEqual(['declined', 'answered'])
  expect(endsOf({ told: { status: 'declined' }, locale: 'zh-CN' })).toEqual(['已拒绝', '已答复'])
  expect(endsOf({ told: { status: 'declined', failure: 'It went on.' } })[0], 'somebody else answered').toBe('answered')
})

it('says which rule is at work on a call', () => {
  const waiting = { until: 'requires_action' } as const
  expect(endsOf({ ...waiting, told: { status: 'working' } })).toEqual(['rule “Weather table” is at work', 'waiting'])
  expect(endsOf({ ...waiting, told: { status: 'answered' } }), 'and the other is waited for').toEqual([
    'answered',
    'waiting',
  ])
  expect(endsOf({ ...waiting, first: -1 }), 'the model is still at it').toEqual(['calling', 'calling'])
})
