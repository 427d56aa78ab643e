// Connections that were added on a page, as the database keeps them: what anybody may read, and the secrets, sealed.
import { noSecrets, openSecrets, sealSecrets } from '@/lib/backend/sealed-secrets'
import type { Sealer } from '@/lib/backend/sealing'
import type { SettingsTable } from '@/lib/backend/store/settings-table'
import type { Secrets } from '@/lib/backend/upstream-checks'
import type { Definition } from './definition'
import { TEST } from './stored-tests'

export const CONNECTION = 'connection'
export const DEFAULT = 'default_connection'

export interface StoredConnection {
  readonly definition: Definition
  /** Its secrets cannot be decrypted, and are missing from the definition. */
  readonly isLocked: boolean
}

export interface StoredConnections {
  list(): Promise<readonly StoredConnection[]>
  put(definition: Definition): Promise<void>
  remove(id: string): Promise<void>
  defaultId(): Promise<string | undefined>
  setDefault(id: string): Promise<void>
  /** Called when another instance has changed any of this, or a test of theirs, or may have. Returns what ends it. */
  onChangedElsewhere(listener: () => void): () => void
}

export function createStoredConnections(settings: SettingsTable, sealer: Sealer): StoredConnections {
  return {
    async list() {
      const rows = await settings.list(CONNECTION)
      return rows.map(({ id, document, sealed }) => {
        const open = document as Omit<Definition, keyof Secrets | 'origin' | 'id'>
        const secrets = openSecrets(sealer, sealed, purposeOf(id))
        return {
          isLocked: secrets === undefined,
          definition: { ...open, ...(secrets ?? noSecrets), id, origin: 'page' },
        }
      })
    },

    async put({ id, origin: _page, key, headers, ...document }) {
      const sealed = sealSecrets(sealer, { key, headers }, purposeOf(id))
      await settings.put(CONNECTION, { id, document, sealed })
    },

    async remove(id) {
      await settings.remove(CONNECTION, id)
    },

    async defaultId() {
      const [row] = await settings.list(DEFAULT)
      return (row?.document as { readonly connection?: string } | undefined)?.connection
    },

    setDefault: (connection) => settings.put(DEFAULT, { id: DEFAULT, document: { connection }, sealed: null }),
    onChangedElsewhere: (listener) => settings.onChangedElsewhere([CONNECTION, DEFAULT, TEST], listener),
  }
}

const purposeOf = (id: string) => `connection:${id}`
