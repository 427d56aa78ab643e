import { NextIntlClientProvider } from 'next-intl'
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { loadMessages } from '@/lib/i18n/messages'
import { logLinesOf } from '@/lib/inspector/log-lines'
import type { LoggedEvent } from '@/lib/protocol/event'
import { unknownEvent } from '@/lib/run/unknown-frame'
import { START } from '@/lib/run/testing/log'
import { WireFrameData } from './wire-frame'

const messages = await loadMessages('en')

function drawn(sent: string) {
  const event: LoggedEvent = { ...unknownEvent('thread.run.dreamt', sent), seq: 1, at: START, source: 'stream' }
  const [line] = logLinesOf([event], { hidden: [], deltas: 'joined' })
  return renderToString(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <WireFrameData line={line!} looked={1} afterMs={0} onLeave={() => {}} />
    </NextIntlClientProvider>,
  ).replaceAll(/<[^>]+>/g, '')
}

it('shows a frame of an unknown name as it was sent, and says so', () => {
  const shown = drawn('{"object":"thread.run.dream",  "sheep": 12345678901234567890}')
  expect(shown).toContain('This version does not know this event.')
  expect(shown).toContain('{&quot;object&quot;:&quot;thread.run.dream&quot;,  &quot;sheep&quot;: 12345678901234567890}')
  expect(drawn('no JSON at all')).toContain('no JSON at all')
})

it('says how much of a long one was kept', () => {
  expect(drawn('x'.repeat(20_000))).toContain('Only the first 16,384 of 20,000 characters were kept.')
})
