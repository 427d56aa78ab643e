import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { SettingsNavigation } from '@/components/shell/settings-navigation'
import { listConnections, whoAsks } from '../prefetch'
import { ShellLayout } from '../shell-layout'

/** Pages about the server itself. What stands around them is the default connection's. */
export default async function SettingsLayout({ children }: { readonly children: ReactNode }) {
  const [connections, session] = await Promise.all([listConnections(), whoAsks()])
  const connection = connections.find((each) => each.is_default)
  if (!connection) notFound()
  return (
    <ShellLayout connection={connection} connections={connections} session={session}>
      <SettingsNavigation />
      {children}
    </ShellLayout>
  )
}
