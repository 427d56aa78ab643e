import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { SettingsNavigation } from '@/components/shell/settings-navigation'
import { listConnections } from '../prefetch'
import { ShellLayout } from '../shell-layout'

/** Pages about the server itself. What stands around them is the default connection's. */
export default async function SettingsLayout({ children }: { readonly children: ReactNode }) {
  const connections = await listConnections()
  const connection = connections.find((each) => each.is_default)
  if (!connection) notFound()
  return (
    <ShellLayout connection={connection} connections={connections}>
      <SettingsNavigation />
      {children}
    </ShellLayout>
  )
}
