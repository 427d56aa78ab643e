import type { ShortcutName } from '@/components/actions/shortcut-table'
import { assistantsPath, filesPath, overviewPath, runsPath, threadsPath } from '@/components/routing/paths'
import type { Icon } from '@/components/ui/icon'
import { Bot } from '@/components/ui/icons'
import { Activity, Files, LayoutGrid, MessagesSquare } from './icons'

interface PlaceEntry {
  /** Its word in the namespace `shell`, and its part of the address. */
  readonly place: 'overview' | 'assistants' | 'threads' | 'runs' | 'files'
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
] as const satisfies readonly PlaceEntry[]
