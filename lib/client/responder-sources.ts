// Where rules come from, as pages read and change it: MCP servers, OpenAPI documents, what the operator has allowed.
import { mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query'
import type { List } from '@/lib/protocol/list'
import type {
  ImportedFunction,
  McpServer,
  McpServerBody,
  McpTest,
  ModifyMcpServerBody,
  OpenApiBody,
  OpenApiFunctions,
  ResponderSettings,
} from '@/lib/protocol/responder-sources'
import { json, post } from '@/lib/wire-client/requests'
import { sendFromBrowser } from './browser-send'

const BASE = '/api/settings'
const SERVERS = `${BASE}/mcp-servers`
const at = (id: string) => `${SERVERS}/${encodeURIComponent(id)}`

const keys = {
  settings: ['settings', 'responders'] as const,
  servers: ['settings', 'mcp servers'] as const,
  tools: (id: string) => ['settings', 'mcp servers', id, 'tools'] as const,
}

export const responderSettingsQuery = () =>
  queryOptions({
    queryKey: keys.settings,
    queryFn: ({ signal }) => json<ResponderSettings>(sendFromBrowser, `${BASE}/responders`, { signal }),
  })

export const mcpServersQuery = () =>
  queryOptions({
    queryKey: keys.servers,
    queryFn: async ({ signal }) => (await json<List<McpServer>>(sendFromBrowser, SERVERS, { signal })).data,
  })

/** The tools of a server, each as a function with the rule that answers it. The server is asked each time. */
export const mcpToolsQuery = (id: string) =>
  queryOptions({
    queryKey: keys.tools(id),
    retry: false,
    queryFn: async ({ signal }) =>
      (await json<List<ImportedFunction>>(sendFromBrowser, `${at(id)}/tools`, { signal })).data,
  })

/** Adds a server, or changes the one with that id. */
export const saveMcpServerMutation = (client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: (asked: McpServerBody | { readonly id: string; readonly changes: ModifyMcpServerBody }) =>
      'id' in asked
        ? json<McpServer>(sendFromBrowser, at(asked.id), post(asked.changes))
        : json<McpServer>(sendFromBrowser, SERVERS, post(asked)),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.servers }),
  })

export const removeMcpServerMutation = (client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: (id: string) => json<unknown>(sendFromBrowser, at(id), { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.servers }),
  })

/** Of a stored server, or of one that is only typed. */
export const testMcpServerMutation = () =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: (asked: McpServerBody | { readonly id: string }) =>
      'id' in asked
        ? json<McpTest>(sendFromBrowser, `${at(asked.id)}/test`, post({}))
        : json<McpTest>(sendFromBrowser, `${BASE}/mcp-server-tests`, post(asked)),
  })

/** Reads a document; nothing is stored. */
export const openApiMutation = () =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: (body: OpenApiBody) => json<OpenApiFunctions>(sendFromBrowser, `${BASE}/openapi-functions`, post(body)),
  })
