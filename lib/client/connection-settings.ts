// Connections as the pages about them read and change them.
import { mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query'
import type {
  ConnectionSettings,
  ConnectionTest,
  CreateConnectionBody,
  ModifyConnectionBody,
} from '@/lib/protocol/connection'
import type { List } from '@/lib/protocol/list'
import { json, post, type Send } from '@/lib/wire-client/requests'
import { sendFromBrowser } from './api'

const BASE = '/api/settings/connections'

const at = (id: string) => `${BASE}/${encodeURIComponent(id)}`

const keys = {
  all: ['settings', 'connections'] as const,
  one: (id: string) => ['settings', 'connections', id] as const,
}

export const connectionSettingsQuery = (send: Send = sendFromBrowser) =>
  queryOptions({
    queryKey: keys.all,
    queryFn: async ({ signal }) => (await json<List<ConnectionSettings>>(send, BASE, { signal })).data,
  })

export const connectionSettingQuery = (id: string, send: Send = sendFromBrowser) =>
  queryOptions({
    queryKey: keys.one(id),
    queryFn: ({ signal }) => json<ConnectionSettings>(send, at(id), { signal }),
  })

/** Adds a connection, or changes the one with that id. */
export const saveConnectionMutation = (client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: (asked: CreateConnectionBody | { readonly id: string; readonly changes: ModifyConnectionBody }) =>
      'id' in asked
        ? json<ConnectionSettings>(sendFromBrowser, at(asked.id), post(asked.changes))
        : json<ConnectionSettings>(sendFromBrowser, BASE, post(asked)),
    onSuccess: (saved) => {
      client.setQueryData(keys.one(saved.id), saved)
      return client.invalidateQueries({ queryKey: keys.all, exact: true })
    },
  })

export const removeConnectionMutation = (client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: (id: string) => json<unknown>(sendFromBrowser, at(id), { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.all, exact: true }),
  })

/** Of a stored connection, where the result is kept, or of one that is only typed. */
export const testConnectionMutation = (client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    onSuccess: (_test, asked) => ('id' in asked ? client.invalidateQueries({ queryKey: keys.all }) : undefined),
    mutationFn: (asked: CreateConnectionBody | { readonly id: string }) =>
      'id' in asked
        ? json<ConnectionTest>(sendFromBrowser, `${at(asked.id)}/test`, post({}))
        : json<ConnectionTest>(sendFromBrowser, '/api/settings/connection-tests', post(asked)),
  })
