// Connections as the pages about them read and change them.
import { mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query'
import type {
  ConnectionRecordings,
  ConnectionSettings,
  ConnectionTest,
  CreateConnectionBody,
  ModifyConnectionBody,
} from '@/lib/protocol/connection'
import type { List } from '@/lib/protocol/list'
import { json, post, type Send } from '@/lib/wire-client/requests'
import { sendFromBrowser } from './browser-send'

const BASE = '/api/settings/connections'

const at = (id: string) => `${BASE}/${encodeURIComponent(id)}`

const keys = {
  all: ['settings', 'connections'] as const,
  one: (id: string) => ['settings', 'connections', id] as const,
  recordings: (id: string) => ['settings', 'recordings', id] as const,
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

/** What is recorded of a connection beside its objects. */
export const recordingsQuery = (id: string) =>
  queryOptions({
    queryKey: keys.recordings(id),
    queryFn: ({ signal }) => json<ConnectionRecordings>(sendFromBrowser, `${at(id)}/recordings`, { signal }),
  })

/** Chooses for how many days requests and answers are kept; null = for ever. What is older goes at once. */
export const keepRecordingsMutation = (client: QueryClient, id: string) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: (keep_days: number | null) =>
      json<ConnectionRecordings>(sendFromBrowser, `${at(id)}/recordings`, post({ keep_days })),
    onSuccess: (recordings) => client.setQueryData(keys.recordings(id), recordings),
  })

/** Deletes all requests and answers that are recorded, but those of active runs. */
export const removeRecordingsMutation = (client: QueryClient, id: string) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: () => json<ConnectionRecordings>(sendFromBrowser, `${at(id)}/recordings`, { method: 'DELETE' }),
    onSuccess: (recordings) => client.setQueryData(keys.recordings(id), recordings),
  })
