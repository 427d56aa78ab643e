import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ConnectionContext, type ConnectionState } from '@/components/connection/connection-context'
import { loadMessages } from '@/lib/i18n/messages'
import type { Assistant } from '@/lib/protocol/assistant'
import { useAssistantColumns } from './use-assistant-columns'

const messages = await loadMessages('en')
const assistant = {
  id: 'asst_1',
  name: 'From Azure',
  model: 'gpt-4o',
  tools: [{ type: 'code_interpreter' }, { type: 'function', function: { name: 'look_up' } }],
} as unknown as Assistant

function Name() {
  return useAssistantColumns(new Map())
    .find(({ id }) => id === 'name')
    ?.cell(assistant)
}

const nameOn = (hosted_tools: boolean) => {
  const info = { id: 'embedded', kind: 'embedded', unlisted_models: 'answered', capabilities: { hosted_tools } }
  const connection = { api: { connection: 'embedded' }, info } as unknown as ConnectionState
  return renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <QueryClientProvider client={new QueryClient()}>
        <ConnectionContext value={connection}>
          <Name />
        </ConnectionContext>
      </QueryClientProvider>
    </NextIntlClientProvider>,
  )
}

it('an assistant with a tool that the connection cannot run is marked, until it can', () => {
  expect(nameOn(false)).toContain('Cannot run here until this connection can run code_interpreter')
  expect(nameOn(false)).toContain('data-status="incomplete"')
  expect(nameOn(true)).not.toContain('code_interpreter')
})
