import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { withoutFindings } from '@/lib/i18n/messages'
import { listConnections } from '../prefetch'
import { ShellLayout } from '../shell-layout'

/** Pages about the server itself. What stands around them is the default connection's; they have texts of their own. */
export default async function SettingsLayout({ children }: { readonly children: ReactNode }) {
  const [connections, messages] = await Promise.all([listConnections(), getMessages()])
  const connection = connections.find((each) => each.is_default)
  if (!connection) notFound()
  return (
    <NextIntlClientProvider messages={withoutFindings(messages)}>
      <ShellLayout connection={connection} connections={connections}>
        {children}
      </ShellLayout>
    </NextIntlClientProvider>
  )
}
