// Who asks, keys and projects, as pages read and change them.
import { mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query'
import type { List } from '@/lib/protocol/list'
import type { ApiKey, CreatedKey, CreateKeyBody, Project, Session } from '@/lib/protocol/people'
import { json, post } from '@/lib/wire-client/requests'
import { sendFromBrowser } from './browser-send'

const KEYS = '/api/settings/keys'
const PROJECTS = '/api/settings/projects'
const at = (base: string, id: string) => `${base}/${encodeURIComponent(id)}`

const keys = {
  session: ['settings', 'session'] as const,
  keys: ['settings', 'keys'] as const,
}

export const sessionQuery = () =>
  queryOptions({
    queryKey: keys.session,
    queryFn: ({ signal }) => json<Session>(sendFromBrowser, '/api/session', { signal }),
  })

export const apiKeysQuery = () =>
  queryOptions({
    queryKey: keys.keys,
    queryFn: async ({ signal }) => (await json<List<ApiKey>>(sendFromBrowser, KEYS, { signal })).data,
  })

/** Its answer is the only one that has the key itself. */
export const createKeyMutation = (client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    // Not kept longer than the dialog that shows it.
    gcTime: 0,
    mutationFn: ({ project, ...body }: CreateKeyBody) => {
      const asked = post(project === null ? { ...body, project } : body)
      const headers = { 'content-type': 'application/json', ...(project && { 'openai-project': project }) }
      return json<CreatedKey>(sendFromBrowser, KEYS, { ...asked, headers })
    },
    onSuccess: () => client.invalidateQueries({ queryKey: keys.keys }),
  })

export const revokeKeyMutation = (client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: (id: string) => json<unknown>(sendFromBrowser, at(KEYS, id), { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.keys }),
  })

/** Makes a project, or renames the one with that id. */
export const saveProjectMutation = (client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: ({ id, name }: { readonly id: string | undefined; readonly name: string }) =>
      json<Project>(sendFromBrowser, id === undefined ? PROJECTS : at(PROJECTS, id), post({ name })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.session }),
  })

/** With all that is in it. */
export const deleteProjectMutation = (client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: (id: string) =>
      json<unknown>(sendFromBrowser, `${at(PROJECTS, id)}?confirm=${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['settings'] }),
  })
