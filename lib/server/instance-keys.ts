// The keys of an instance: what seals secrets at rest, and what signs sessions. All instances over one database must
// have the same, or none could read what another has sealed.
import { createHmac, scryptSync } from 'node:crypto'
import type { DataFolder } from './data-folder'
import type { Environment } from './environment'

export interface InstanceKeys {
  /** 32 bytes. */
  sealing(): Uint8Array
  sessions(): Uint8Array
  /** Tells keys apart, and nothing of them. */
  fingerprint(): string
}

type Folder = Pick<DataFolder, 'encryptionKey' | 'sessionSecret'>

/**
 * Of SECRET_KEY, else of the data folder. Beside PostgreSQL, whose instances have folders of their own, SECRET_KEY is
 * for sessions, too.
 */
export function instanceKeysFrom({ SECRET_KEY: secret, DATABASE_URL }: Environment, folder: Folder): InstanceKeys {
  let derived: Uint8Array | undefined
  const sealing = () =>
    secret === undefined ? folder.encryptionKey() : (derived ??= scryptSync(secret, 'assistants-playground', 32))
  const sessions = () =>
    secret === undefined || DATABASE_URL === undefined ? folder.sessionSecret() : keyed(sealing(), 'sessions')
  return {
    sealing,
    sessions,
    fingerprint: () => keyed(keyed(sealing(), 'fingerprint'), sessions()).toString('base64url'),
  }
}

const keyed = (key: Uint8Array, of: string | Uint8Array) => createHmac('sha256', key).update(of).digest()
