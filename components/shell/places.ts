import type { ShortcutName } from '@/components/actions/shortcut-table'
import {
  assistantsPath,
  capsulePath,
  connectionsPath,
  filesPath,
  keysPath,
  mcpServersPath,
  modelsPath,
  overviewPath,
  runsPath,
  threadsPath,
  transferPath,
  vectorStoresPath,
} from '@/components/routing/paths'
import type { Icon } from '@/components/ui/icon'
import { Bot } from '@/components/ui/icons'
import { Activity, Library, Files, LayoutGrid, MessagesSquare } from './icons'

interface PlaceEntry {
  /** Its word in the namespace `shell`, and its part of the address. */
  readonly place: 'overview' | 'assistants' | 'threads' | 'runs' | 'files' | 'vector-stores'
  readonly path: (connection: string) => string
  readonly Icon: Icon
  readonly shortcut: ShortcutName
}

/** The places of a connection, in their order. */
export const places = [
  { place: 'overview', path: overviewPath, Icon: LayoutGrid, shortcut: 'go_overview' },
  { place: 'assistants', path: assistantsPath, Icon: Bot, shortcut: 'go_assistants' },
  { place: 'threads', path: threadsPath, Icon: MessagesSquare, shortcut: 'go_threads' },
  { place: 'runs', path: runsPath, Icon: Activity, shortcut: 'go_runs' },
  { place: 'files', path: filesPath, Icon: Files, shortcut: 'go_files' },
  { place: 'vector-stores', path: vectorStoresPath, Icon: Library, shortcut: 'go_vector_stores' },
] as const satisfies readonly PlaceEntry[]

interface SettingsPlace {
  /** Its word in the namespace `shell`. */
  readonly place: 'connections' | 'models' | 'mcp' | 'transfer' | 'shared' | 'keys'
  readonly path: string
  readonly shortcut?: ShortcutName
}

/** The pages that belong to no connection, in their order; the first is where their entry leads. */
export const settingsPlaces = [
  { place: 'connections', path: connectionsPath, shortcut: 'go_connections' },
  { place: 'models', path: modelsPath, shortcut: 'go_models' },
  { place: 'mcp', path: mcpServersPath, shortcut: 'go_mcp' },
  { place: 'transfer', path: transferPath, shortcut: 'go_transfer' },
  { place: 'shared', path: capsulePath },
  { place: 'keys', path: keysPath, shortcut: 'go_keys' },
] as const satisfies readonly SettingsPlace[]

/** The page of the settings that an address belongs to: it stands on it, or below it. */
export const settingsPlaceOf = (pathname: string) =>
  settingsPlaces.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`))?.place
