import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from '@/components/shell/providers'
import { SharedParts } from '@/components/shell/shared-parts'
import { Shell } from '@/components/shell/shell'
import { BY_OTHERS, SIGNED_IN_HEADER, THEME_COOKIE, toTheme } from '@/lib/i18n/locale'
import type { ConnectionInfo } from '@/lib/protocol/connection'
import { permissionsOf, type Session } from '@/lib/protocol/people'

interface ShellLayoutProps {
  /** Which connection the pages are about, or lead back to. */
  readonly connection: ConnectionInfo
  readonly connections: readonly ConnectionInfo[]
  /** Who asks, where it could be had. */
  readonly session: Session | undefined
  readonly children: ReactNode
}

/** What stands around every page, with what all of them share. */
export async function ShellLayout({ connection, connections, session, children }: ShellLayoutProps) {
  const [jar, head] = await Promise.all([cookies(), headers()])
  const signedIn = head.get(SIGNED_IN_HEADER)
  return (
    <Providers
      {...{ connection, connections }}
      needsToken={signedIn !== null}
      origin={originOf(head)}
      permissions={session && permissionsOf(session)}
    >
      <SharedParts />
      <Shell
        connection={connection}
        theme={toTheme(jar.get(THEME_COOKIE)?.value)}
        session={session}
        isSignedIn={signedIn !== null && signedIn !== BY_OTHERS}
      >
        {children}
      </Shell>
    </Providers>
  )
}

function originOf(head: Pick<Headers, 'get'>): string {
  const isEncrypted = head.get('x-forwarded-proto')?.startsWith('https')
  return `${isEncrypted ? 'https' : 'http'}://${head.get('host') ?? '127.0.0.1:3000'}`
}
