import { cookies, headers } from 'next/headers'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { Providers } from '@/components/shell/providers'
import { SharedParts } from '@/components/shell/shared-parts'
import { Shell } from '@/components/shell/shell'
import { SIGNED_IN_HEADER, THEME_COOKIE, toTheme } from '@/lib/i18n/locale'
import { listConnections } from '../prefetch'

interface LayoutProps {
  readonly params: Promise<{ connection: string }>
  readonly children: ReactNode
}

export default async function ConnectionLayout({ params, children }: LayoutProps) {
  const [{ connection: id }, jar, head, connections] = await Promise.all([
    params,
    cookies(),
    headers(),
    listConnections(),
  ])
  const connection = connections.find((each) => each.id === id)
  if (!connection) notFound()
  const isSignedIn = head.has(SIGNED_IN_HEADER)
  return (
    <Providers connection={connection} connections={connections} needsToken={isSignedIn}>
      <SharedParts />
      <Shell
        connection={connection}
        hasOthers={connections.length > 1}
        theme={toTheme(jar.get(THEME_COOKIE)?.value)}
        isSignedIn={isSignedIn}
      >
        {children}
      </Shell>
    </Providers>
  )
}
