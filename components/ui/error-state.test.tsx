import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { loadMessages } from '@/lib/i18n/messages'
import { ApiError } from '@/lib/protocol/error'
import { ErrorState } from './error-state'
import { KeyWay } from './key-way'

const messages = await loadMessages('en')

const shown = (code: string) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <KeyWay value={<a href="/connections/mine" />}>
        <ErrorState error={new ApiError(502, 'no', { code })} />
      </KeyWay>
    </NextIntlClientProvider>,
  )

it('leads to where the key is entered, if it is the key', () => {
  expect(shown('account_key_refused')).toContain('href="/connections/mine"')
  expect(shown('account_silent')).not.toContain('/connections/mine')
})
