import type { Permission } from '@/lib/protocol/people'

/** Where a shortcut works; a heading of the sheet each. */
export const shortcutGroups = ['everywhere', 'go', 'page', 'list', 'timeline', 'log', 'replay', 'present'] as const
type ShortcutGroup = (typeof shortcutGroups)[number]

export interface ShortcutEntry {
  readonly group: ShortcutGroup
  /**
   * What is pressed: `mod+k` (⌘ on Apple's keyboards, Ctrl elsewhere), `shift+ArrowDown`, `?`; two with a space between
   * them are pressed one after the other.
   */
  readonly keys: string
  /** A stroke that does the same, and is not shown. */
  readonly also?: string
  /** A permission without which it does nothing. */
  readonly needs?: Permission
}

/** Every shortcut of the pages: what binds the keys, fills the sheet and prints the hints. */
export const shortcuts = {
  palette: { group: 'everywhere', keys: 'mod+k' },
  sheet: { group: 'everywhere', keys: '?' },
  new_thread: { group: 'everywhere', keys: 'n t', needs: 'run' },
  new_assistant: { group: 'everywhere', keys: 'n a', needs: 'manage' },
  go_overview: { group: 'go', keys: 'g o' },
  go_assistants: { group: 'go', keys: 'g a' },
  go_threads: { group: 'go', keys: 'g t' },
  go_runs: { group: 'go', keys: 'g r' },
  go_files: { group: 'go', keys: 'g f' },
  go_vector_stores: { group: 'go', keys: 'g v' },
  go_connections: { group: 'go', keys: 'g c' },
  go_models: { group: 'go', keys: 'g m' },
  go_mcp: { group: 'go', keys: 'g p' },
  go_transfer: { group: 'go', keys: 'g i' },
  go_keys: { group: 'go', keys: 'g k' },
  search: { group: 'page', keys: '/' },
  write: { group: 'page', keys: 'c', needs: 'run' },
  replay: { group: 'page', keys: 'r' },
  send: { group: 'page', keys: 'Enter', also: 'mod+Enter', needs: 'run' },
  save: { group: 'page', keys: 'mod+s', needs: 'manage' },
  present: { group: 'page', keys: 'p' },
  list_down: { group: 'list', keys: 'ArrowDown' },
  list_up: { group: 'list', keys: 'ArrowUp' },
  list_first: { group: 'list', keys: 'Home' },
  list_last: { group: 'list', keys: 'End' },
  list_open: { group: 'list', keys: 'Enter' },
  list_toggle: { group: 'list', keys: 'Space' },
  list_extend_down: { group: 'list', keys: 'shift+ArrowDown' },
  list_extend_up: { group: 'list', keys: 'shift+ArrowUp' },
  list_all: { group: 'list', keys: 'mod+a' },
  list_none: { group: 'list', keys: 'Escape' },
  list_remove: { group: 'list', keys: 'Delete', needs: 'run' },
  row_down: { group: 'timeline', keys: 'ArrowDown' },
  row_up: { group: 'timeline', keys: 'ArrowUp' },
  row_unfold: { group: 'timeline', keys: 'ArrowRight' },
  row_fold: { group: 'timeline', keys: 'ArrowLeft' },
  row_page_down: { group: 'timeline', keys: 'PageDown' },
  row_page_up: { group: 'timeline', keys: 'PageUp' },
  row_first: { group: 'timeline', keys: 'Home' },
  row_last: { group: 'timeline', keys: 'End' },
  row_select: { group: 'timeline', keys: 'Enter', also: 'Space' },
  row_leave: { group: 'timeline', keys: 'Escape' },
  zoom_in: { group: 'timeline', keys: '+', also: '=' },
  zoom_out: { group: 'timeline', keys: '-' },
  zoom_all: { group: 'timeline', keys: '0' },
  zoom_earlier: { group: 'timeline', keys: 'shift+ArrowLeft' },
  zoom_later: { group: 'timeline', keys: 'shift+ArrowRight' },
  log_next: { group: 'log', keys: 'ArrowDown' },
  log_previous: { group: 'log', keys: 'ArrowUp' },
  log_page_down: { group: 'log', keys: 'PageDown' },
  log_page_up: { group: 'log', keys: 'PageUp' },
  log_first: { group: 'log', keys: 'Home' },
  log_last: { group: 'log', keys: 'End' },
  log_leave: { group: 'log', keys: 'Escape' },
  present_next: { group: 'present', keys: 'PageDown', needs: 'run' },
  present_write: { group: 'present', keys: 'c', needs: 'run' },
  present_larger: { group: 'present', keys: '+' },
  present_smaller: { group: 'present', keys: '-' },
  present_pointer: { group: 'present', keys: 'l' },
  present_notes: { group: 'present', keys: 's', needs: 'run' },
  present_end: { group: 'present', keys: 'Escape' },
  replay_play: { group: 'replay', keys: 'Space' },
  replay_back: { group: 'replay', keys: 'ArrowLeft' },
  replay_on: { group: 'replay', keys: 'ArrowRight' },
  replay_first: { group: 'replay', keys: 'Home' },
  replay_last: { group: 'replay', keys: 'End' },
  replay_previous: { group: 'replay', keys: ',' },
  replay_next: { group: 'replay', keys: '.' },
  replay_slower: { group: 'replay', keys: '<' },
  replay_faster: { group: 'replay', keys: '>' },
  replay_chapters: { group: 'replay', keys: 'c' },
} as const satisfies Record<string, ShortcutEntry>

export type ShortcutName = keyof typeof shortcuts

export const shortcutNames = Object.keys(shortcuts) as ShortcutName[]

/** The shortcuts of a heading that do something for who has the permissions. */
export const shortcutsOf = (group: ShortcutGroup, may: (needed: Permission | undefined) => boolean) =>
  shortcutNames.filter((name) => {
    const entry: ShortcutEntry = shortcuts[name]
    return entry.group === group && may(entry.needs)
  })
