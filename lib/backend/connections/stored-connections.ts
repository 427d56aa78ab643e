// Connections that were added on a page, as the database keeps them: what anybody may read, and the secrets, sealed.
import { type Sealer, SealError } from '@/lib/backend/sealing'
import type { SettingsTable } from '@/lib/backend/store/settings-table'
import type { Definition } from './definition'

const CONNECTION = 'connection'
const DEFAULT = 'default_connection'

export interface StoredConnection {
  readonly definition: Definition
  /** Its secrets cannot be decrypted, and are missing from the definition. */
  readonly isLocked: boolean
}

type Secrets = Pick<Definition, 'key' | 'headers'>

export interface StoredConnections {
  list(): Promise<readonly StoredConnection[]>
  put(definition: Definition): Promise<void>
  remove(id: string): Promise<void>
  defaultId(): Promise<string | undefined>
  setDefault(id: string): Promise<void>
}

export function createStoredConnections(settings: SettingsTable, sealer: Sealer): StoredConnections {
  return {
    async list() {
      const rows = await settings.list(CONNECTION)
      return rows.map(({ id, document, sealed }) => {
        const open = document as Omit<Definition, keyof Secrets | 'origin' | 'id'>
        const secrets = sealed === null ? none : openSecrets(sealer, sealed, id)
        return {
          isLocked: secrets === undefined,
          definition: { ...open, ...(secrets ?? none), id, origin: 'page' },
        }
      })
    },

    async put({ id, origin: _page, key, headers, ...document }) {
      const sealed = sealer.seal(JSON.stringify({ key, headers } satisfies Secrets), purposeOf(id))
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
  }
}

const none: Secrets = { key: '', headers: {} }

const purposeOf = (id: string) => `connection:${id}`

/** Undefined where the present key opens them no more. */
function openSecrets(sealer: Sealer, sealed: string, id: string): Secrets | undefined {
  try {
    return JSON.parse(sealer.open(sealed, purposeOf(id))) as Secrets
  } catch (error) {
    if (error instanceof SealError) return undefined
    throw error
  }
}
