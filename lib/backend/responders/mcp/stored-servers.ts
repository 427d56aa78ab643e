// MCP servers that were added on a page, as the database keeps them: what anybody may read, and their headers, sealed.
import { openSecrets, sealSecrets } from '@/lib/backend/sealed-secrets'
import type { Sealer } from '@/lib/backend/sealing'
import type { SettingsTable } from '@/lib/backend/store/settings-table'
import type { HttpServer } from './mcp-definition'

const MCP_SERVER = 'mcp_server'

export function createStoredServers(settings: SettingsTable, sealer: Sealer) {
  return {
    /** In the order in which they were added. */
    async list(): Promise<readonly HttpServer[]> {
      const rows = await settings.list(MCP_SERVER)
      return rows.map(({ id, document, sealed }) => {
        const { name, url } = document as Pick<HttpServer, 'name' | 'url'>
        const secrets = openSecrets(sealer, sealed, purposeOf(id))
        const headers = secrets?.headers ?? {}
        return { transport: 'http', id, name, url, origin: 'page', headers, isLocked: secrets === undefined }
      })
    },

    async put({ id, name, url, headers }: HttpServer) {
      const sealed = sealSecrets(sealer, { key: '', headers }, purposeOf(id))
      await settings.put(MCP_SERVER, { id, document: { name, url }, sealed })
    },

    remove: (id: string) => settings.remove(MCP_SERVER, id),

    /** Called when another instance has changed any of them, or may have. */
    onChangedElsewhere: (listener: () => void) => settings.onChangedElsewhere([MCP_SERVER], listener),
  }
}

const purposeOf = (id: string) => `mcp:${id}`
