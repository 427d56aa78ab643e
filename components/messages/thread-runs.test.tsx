import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ConnectionContext, type ConnectionState } from '@/components/connection/connection-context'
import { loadMessages } from '@/lib/i18n/messages'
import { ThreadRuns } from './thread-runs'
import type { ThreadState } from './use-thread'

const messages = await loadMessages('en')
const connection = { api: { connection: 'appbuilder' } } as ConnectionState

interface Shown {
  readonly runs: Partial<ThreadState['runs']>
  readonly isComparing: boolean
}

/** What stands where no run is known. */
const shown = ({ runs, isComparing }: Shown) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <ConnectionContext value={connection}>
        <ThreadRuns
          thread={{ runs: { error: null, ...runs } as ThreadState['runs'], summaries: [], seen: [] }}
          cost={undefined}
          isComparing={isComparing}
        />
      </ConnectionContext>
    </NextIntlClientProvider>,
  )

it('says that there is no run only when it is known', () => {
  expect(shown({ runs: { isPending: true }, isComparing: false })).toContain('aria-label="Loading')
  const foreign = shown({ runs: { isPending: false }, isComparing: true })
  expect(foreign, 'an account may have some').toContain('aria-label="Loading')
  expect(foreign).not.toContain('No run yet')
  expect(shown({ runs: { isPending: false }, isComparing: false })).toContain('No run yet')
})

it('says that runs could not be read', () => {
  const error = new Error('no')
  const text = shown({ runs: { isPending: false, error }, isComparing: false })
  expect(text).toContain('role="alert"')
  expect(text).not.toContain('No run yet')
})
