'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo, useState, type ReactNode } from 'react'
import { createApi } from '@/lib/client/api'
import { ApiError } from '@/lib/protocol/error'
import type { Change, ConnectionInfo } from '@/lib/protocol/playground'
import { ConnectionContext } from './connection-context'
import { toast } from './ui/toast-store'
import { Toaster } from './ui/toaster'
import { useChanges } from './use-changes'

const RETRIES = 2

function createQueryClient(sayError: (error: unknown) => void) {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        // What changes is told by the server; this only bounds how long a missed word could matter.
        staleTime: 60_000,
        // The server is mostly on this machine: being without a network means nothing.
        networkMode: 'always',
        retry: (failures, error) => failures < RETRIES && (!(error instanceof ApiError) || error.status >= 500),
      },
      mutations: { networkMode: 'always' },
    },
  })
  client.getMutationCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'error' || event.mutation.meta?.inline) return
    sayError(event.action.error)
  })
  return client
}

interface ProvidersProps {
  readonly connection: ConnectionInfo
  readonly connections: readonly ConnectionInfo[]
  readonly children: ReactNode
}

/** What all pages of a connection share: one QueryClient, its requests, its live line, the toaster. */
export function Providers({ children, ...connection }: ProvidersProps) {
  const t = useTranslations('errors')
  const [client] = useState(() =>
    createQueryClient((error) => toast(t('action_failed', { message: messageOf(error) }), 'error')),
  )
  return (
    <QueryClientProvider client={client}>
      <Connection {...connection}>{children}</Connection>
      <Toaster />
    </QueryClientProvider>
  )
}

function Connection({ connection, connections, children }: ProvidersProps) {
  const api = useMemo(() => createApi(connection.id), [connection.id])
  const [hearers] = useState(() => new Set<(change: Change) => void>())
  const line = useChanges(api, (change) => {
    for (const hear of hearers) hear(change)
  })
  const state = useMemo(() => {
    const listen = (hear: (change: Change) => void) => {
      hearers.add(hear)
      return () => void hearers.delete(hear)
    }
    return { info: connection, connections, api, line, listen }
  }, [connection, connections, api, line, hearers])
  return <ConnectionContext value={state}>{children}</ConnectionContext>
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
