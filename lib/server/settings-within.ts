import type { SettingsTable } from '@/lib/backend/store/settings-table'
import { DEFAULT_PROJECT } from '@/lib/protocol/people'

/** The settings of one project: the same words in each, and no way to another's. */
export function settingsWithin(project: string, settings: SettingsTable): SettingsTable {
  if (project === DEFAULT_PROJECT) return settings
  const own = (kind: string) => `${kind}@${project}`
  return {
    list: (kind) => settings.list(own(kind)),
    get: (kind, id) => settings.get(own(kind), id),
    put: (kind, setting) => settings.put(own(kind), setting),
    putFirst: (kind, setting) => settings.putFirst(own(kind), setting),
    remove: (kind, id) => settings.remove(own(kind), id),
    onChangedElsewhere: (kinds, listener) => settings.onChangedElsewhere(kinds.map(own), listener),
  }
}
