'use client'

import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Suspense, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'
import { ConnectionContext } from '@/components/connection/connection-context'
import { lineStore } from '@/components/connection/line-store'
import { lateSilently } from '@/components/late/late'
import { patiently } from '@/components/late/patiently'
import { connectionPath } from '@/components/routing/paths'
import { FilesHere } from '@/components/text/files-here'
import { WholeMessages, type ReadWholeMessage } from '@/components/text/whole-messages'
import { buttonClass } from '@/components/ui/button'
import { KeyWay } from '@/components/ui/key-way'
import { Permissions } from '@/components/ui/permissions'
import { toast } from '@/components/ui/toast-store'
import { useHydrated } from '@/components/ui/use-now'
import { createApi, type Api } from '@/lib/client/api'
import { setPageProject } from '@/lib/client/page-project'
import { fileQuery, wholeMessageQuery } from '@/lib/client/queries'
import { foundTextsQuery } from '@/lib/client/run-queries'
import { accountFailureOf, ApiError, isDamaged } from '@/lib/protocol/error'
import type { ConnectionInfo } from '@/lib/protocol/connection'
import { type Permission, projectOf } from '@/lib/protocol/people'
import type { Change } from '@/lib/protocol/playground'

// Loaded after the page: there are no toasts before that works.
const Toaster = lateSilently(() => import('./behind').then((file) => file.Toaster))

const RETRIES = 2

/** The server itself has waited long enough for the account, so this is not retried. */
const mayPass = (error: unknown) =>
  !isDamaged(error) && !accountFailureOf(error) && (!(error instanceof ApiError) || error.status >= 500)

function createQueryClient(sayError: (error: unknown) => void) {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        // The server reports changes; this only limits how long a missed one could matter.
        staleTime: 60_000,
        // The server is mostly on this machine, so being offline means nothing.
        networkMode: 'always',
        retry: (failures, error) => failures < RETRIES && mayPass(error),
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

type Listener = (change: Change) => void

interface ProvidersProps {
  readonly connection: ConnectionInfo
  readonly connections: readonly ConnectionInfo[]
  /** The server asks for an access token: code to copy then sends it. */
  readonly needsToken: boolean
  /** What whoever looks may do; undefined where that could not be had: the server refuses what it must. */
  readonly permissions: readonly Permission[] | undefined
  readonly origin: string
  readonly children: ReactNode
}

/** What all pages of a connection share: one QueryClient, its requests, its live line, the toaster. */
export function Providers({ children, permissions, ...connection }: ProvidersProps) {
  const t = useTranslations('errors')
  const isHydrated = useHydrated()
  const [client] = useState(() =>
    createQueryClient((error) => toast(t('action_failed', { message: messageOf(error) }), 'error')),
  )
  return (
    <QueryClientProvider client={client}>
      <Permissions value={permissions}>
        <Connection {...connection}>{children}</Connection>
      </Permissions>
      {isHydrated && (
        <Suspense>
          <Toaster />
        </Suspense>
      )}
    </QueryClientProvider>
  )
}

function Connection({ connection, connections, needsToken, origin, children }: Omit<ProvidersProps, 'permissions'>) {
  const api = useMemo(() => {
    // Before anything below asks.
    setPageProject(projectOf(connection.id))
    return createApi(connection.id)
  }, [connection.id])
  const [listeners] = useState(() => new Set<Listener>())
  useChanges(api, listeners)
  const state = useMemo(() => {
    const listen = (listener: Listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    }
    return { info: connection, connections, needsToken, origin, api, listen }
  }, [connection, connections, needsToken, origin, api, listeners])
  const client = useQueryClient()
  const readWhole = useCallback<ReadWholeMessage>(
    (message) => client.fetchQuery(wholeMessageQuery(api, message)),
    [client, api],
  )
  const hasFiles = connection.capabilities.files
  const files = useMemo<FilesHere | undefined>(
    () =>
      hasFiles
        ? {
            addressOf: api.files.addressOf,
            read: (id) => client.fetchQuery(fileQuery(api, id)),
            readSteps: async (run) => (await client.fetchQuery(foundTextsQuery(api, run))).data,
          }
        : undefined,
    [hasFiles, client, api],
  )
  return (
    <ConnectionContext value={state}>
      <KeyWay value={connection.origin === 'page' && <EditConnection id={connection.id} />}>
        <WholeMessages value={readWhole}>
          <FilesHere value={files}>{children}</FilesHere>
        </WholeMessages>
      </KeyWay>
    </ConnectionContext>
  )
}

function EditConnection({ id }: { id: string }) {
  const t = useTranslations('errors')
  return (
    <Link prefetch={false} href={connectionPath(id)} className={buttonClass()}>
      {t('edit_connection')}
    </Link>
  )
}

/** Follows the server's changes once the page works, and catches up with those before that. */
function useChanges(api: Api, listeners: ReadonlySet<Listener>) {
  const client = useQueryClient()
  useEffect(() => {
    let stop: (() => void) | undefined
    let left = false
    function onChange(change: Change) {
      for (const listener of listeners) listener(change)
    }
    const onFailure = () => lineStore.setState({ line: 'lost' })
    void patiently(() => import('./behind'), { onFailure }).then(({ followChanges }) => {
      if (!left) stop = followChanges({ api, client, onChange })
    })
    return () => {
      left = true
      stop?.()
    }
  }, [api, client, listeners])
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
