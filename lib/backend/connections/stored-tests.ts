// The last test of each connection, as the database keeps it. It counts for the backend that it was made of.
import type { ConnectionTest } from '@/lib/protocol/connection'
import type { SettingsTable } from '@/lib/backend/store/settings-table'
import type { Definition } from './definition'

export const TEST = 'connection_test'

export interface StoredTests {
  /** Undefined where there is none, or where it was made of another backend. */
  find(definition: Definition): Promise<ConnectionTest | undefined>
  put(definition: Definition, test: ConnectionTest): Promise<void>
  remove(id: string): Promise<void>
}

interface StoredTest {
  readonly of: string
  readonly test: ConnectionTest
}

export function createStoredTests(settings: SettingsTable): StoredTests {
  return {
    async find(definition) {
      const row = await settings.get(TEST, definition.id)
      const stored = row?.document as StoredTest | undefined
      return stored?.of === backendOf(definition) ? stored.test : undefined
    },

    async put(definition, test) {
      const document: StoredTest = { of: backendOf(definition), test }
      await settings.put(TEST, { id: definition.id, document, sealed: null })
    },

    async remove(id) {
      await settings.remove(TEST, id)
    },
  }
}

/** What a definition leads to. A definition of the environment may be another one at each start. */
export const backendOf = ({ kind, url, apiVersion }: Definition) => JSON.stringify([kind, url, apiVersion])
