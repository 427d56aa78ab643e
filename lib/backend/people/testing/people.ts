// Keys and projects over tables that last as long as a test.
import type { PeopleTable } from '@/lib/backend/store/people-table'
import type { Setting, SettingsTable } from '@/lib/backend/store/settings-table'
import { createPeople } from '../create-people'
import type { Principal } from '../principal'

export function settingsInMemory(): SettingsTable {
  const rows = new Map<string, Map<string, Setting>>()
  const of = (kind: string) => rows.get(kind) ?? new Map<string, Setting>()
  return {
    list: async (kind) => [...of(kind).values()],
    get: async (kind, id) => of(kind).get(id),
    put: async (kind, setting) => void rows.set(kind, of(kind).set(setting.id, setting)),
    async putFirst(kind, setting) {
      const first = of(kind).get(setting.id) ?? setting
      rows.set(kind, of(kind).set(setting.id, first))
      return first
    },
    remove: async (kind, id) => of(kind).delete(id),
    onChangedElsewhere: () => () => undefined,
  }
}

interface Told {
  readonly position: number
  readonly at_ms: number
  readonly document: unknown
}

export function peopleInMemory(): PeopleTable {
  const uses = new Map<string, number>()
  let ended: { readonly id: string; readonly expires: number }[] = []
  let told: readonly Told[] = []
  return {
    keyUses: async () => new Map(uses),
    noteKeyUse: async (id, atMs) => void uses.set(id, atMs),
    forgetKey: async (id) => void uses.delete(id),
    endedSessions: async () => [...ended],
    endSession: async (session) => void ended.push(session),
    onEndedElsewhere: () => undefined,
    noteWrongKey: undefined,
    forgetSessions: async (now) => void (ended = ended.filter(({ expires }) => expires >= now)),
    audit: async (at_ms, document) =>
      void (told = [{ position: (told[0]?.position ?? 0) + 1, at_ms, document }, ...told]),
    forgetAudit: async (before) => void (told = told.filter(({ at_ms }) => at_ms >= before)),
    audited: async (limit, before = Infinity) => told.filter(({ position }) => position < before).slice(0, limit),
  }
}

/** Who may do everything, in the default project. */
export const ownerIn = (project = 'default'): Principal => ({
  ...{ kind: 'owner', id: 'owner', name: 'owner', project, projects: null },
  scopes: ['read', 'run', 'manage'],
  everywhere: ['read', 'run', 'manage'],
})

export interface TestPeopleOptions {
  readonly clock?: () => number
  readonly settings?: SettingsTable
  readonly table?: PeopleTable
  readonly erase?: (project: string) => Promise<void>
  readonly watch?: (changed: () => void) => () => void
}

export const createTestPeople = (options: TestPeopleOptions = {}) => {
  const { clock = Date.now, settings = settingsInMemory(), table = peopleInMemory(), erase, watch } = options
  return createPeople({
    ...{ clock, watch, auditDays: 1, erase: erase ?? (async () => undefined) },
    database: { settings, people: table },
    report: (message, error) => {
      throw new Error(message, { cause: error })
    },
  })
}
