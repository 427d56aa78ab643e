import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { listConnections, whoAsks } from '../prefetch'
import { ShellLayout } from '../shell-layout'

interface LayoutProps {
  readonly params: Promise<{ connection: string }>
  readonly children: ReactNode
}

export default async function ConnectionLayout({ params, children }: LayoutProps) {
  const [{ connection: id }, connections, session] = await Promise.all([params, listConnections(), whoAsks()])
  const connection = connections.find((each) => each.id === id)
  if (!connection) notFound()
  return (
    <ShellLayout connection={connection} connections={connections} session={session}>
      {children}
    </ShellLayout>
  )
}
