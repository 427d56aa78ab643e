// Moving in and out, as the page about it reads and does it.
import { mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query'
import { ApiError } from '@/lib/protocol/error'
import type { List } from '@/lib/protocol/list'
import type { ConflictChoices, DescribedFile, Transfer } from '@/lib/protocol/transfer'
import { json, post, search } from '@/lib/wire-client/requests'
import { sendFromBrowser } from './browser-send'
import { projectQuery } from './page-project'

const BASE = '/api/transfers'

const at = (id: string) => `${BASE}/${encodeURIComponent(id)}`

const keys = {
  all: ['transfers'] as const,
  one: (id: string) => ['transfers', id] as const,
}

/** How often a transfer that goes on is looked at. */
const PAUSE_MS = 1_000

const isUnderway = ({ status }: Transfer) => status === 'checking' || status === 'importing'

export const transfersQuery = () =>
  queryOptions({
    queryKey: keys.all,
    queryFn: async ({ signal }) => (await json<List<Transfer>>(sendFromBrowser, BASE, { signal })).data,
    refetchInterval: ({ state: { data } }) => (data?.some(isUnderway) ? PAUSE_MS : false),
  })

export const transferQuery = (id: string) =>
  queryOptions({
    queryKey: keys.one(id),
    queryFn: ({ signal }) => json<Transfer>(sendFromBrowser, at(id), { signal }),
    refetchInterval: ({ state: { data } }) => (data && isUnderway(data) ? PAUSE_MS : false),
  })

/** Where the bytes of a file are sent to whose description alone is here. */
export const attachAddress = (connection: string, id: string) =>
  `${BASE}/files/${encodeURIComponent(connection)}/${encodeURIComponent(id)}`

/** What is known of such a file; null where it is none. */
export const describedFileQuery = (connection: string, id: string) =>
  queryOptions({
    queryKey: [connection, 'described file', id],
    queryFn: ({ signal }) =>
      json<DescribedFile>(sendFromBrowser, attachAddress(connection, id), { signal }).catch((error: unknown) => {
        if (error instanceof ApiError && (error.status === 404 || error.status === 409)) return null
        throw error
      }),
    retry: false,
  })

/** Where a form with ids of `threads`, separated by commas, is sent to for an export of these. */
export const exportFormAddress = (connection: string) => exportOf(connection)

/** The address of an export of the whole connection. */
export const exportAddress = (connection: string, { withBytes }: { readonly withBytes: boolean }) =>
  `${exportOf(connection)}${withBytes ? '' : '?file_bytes=false'}`

const exportOf = (connection: string) => `${BASE}/export/${encodeURIComponent(connection)}`

/** How many files an export of the whole connection has, and how many bytes. */
export const exportSizeQuery = (connection: string) =>
  queryOptions({
    // Below the connection's own: whatever changes there changes it.
    queryKey: [connection, 'export-size'],
    queryFn: ({ signal }) =>
      json<{ readonly files: number; readonly bytes: number }>(sendFromBrowser, `${exportOf(connection)}/size`, {
        signal,
      }),
  })

/** A link, which has no headers to name its project in. */
export const reportAddress = (id: string) => `${at(id)}/report${search(projectQuery())}`

export interface NewTransfer {
  readonly to: string
  readonly source: File | { readonly from: string; readonly threadIds: readonly string[] | null }
}

/** Sends a file, or names a connection, and has it read. */
export const readSourceMutation = (client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: ({ to, source }: NewTransfer) => json<Transfer>(sendFromBrowser, ...asking(to, source)),
    onSuccess: (transfer) => known(client, transfer),
  })

function asking(to: string, source: NewTransfer['source']): [path: string, init: RequestInit] {
  if (!(source instanceof File)) {
    return [BASE, post({ from: source.from, to, thread_ids: source.threadIds })]
  }
  const body = new FormData()
  body.append('file', source)
  return [BASE + search({ to }), { method: 'POST', body }]
}

type Step =
  | { readonly do: 'import'; readonly choices: ConflictChoices; readonly withBytes: boolean }
  | { readonly do: 'stop' }

/** Begins the import, goes on with it, or stops it. */
export const stepMutation = (client: QueryClient, id: string) =>
  mutationOptions({
    mutationFn: (step: Step) =>
      json<Transfer>(
        sendFromBrowser,
        `${at(id)}/${step.do}`,
        post(step.do === 'import' ? { choices: step.choices, with_file_bytes: step.withBytes } : {}),
      ),
    onSuccess: (transfer) => known(client, transfer),
  })

export const removeTransferMutation = (client: QueryClient) =>
  mutationOptions({
    mutationFn: (id: string) => json<unknown>(sendFromBrowser, at(id), { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.all, exact: true }),
  })

function known(client: QueryClient, transfer: Transfer) {
  client.setQueryData(keys.one(transfer.id), transfer)
  return client.invalidateQueries({ queryKey: keys.all, exact: true })
}
