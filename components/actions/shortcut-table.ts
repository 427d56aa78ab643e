/** Where a shortcut works; a heading of the sheet each. */
export const shortcutGroups = ['everywhere', 'go', 'page', 'list'] as const
type ShortcutGroup = (typeof shortcutGroups)[number]

interface ShortcutEntry {
  readonly group: ShortcutGroup
  /**
   * What is pressed: `mod+k` (⌘ on Apple's keyboards, Ctrl elsewhere), `shift+ArrowDown`, `?`; two with a space between
   * them are pressed one after the other.
   */
  readonly keys: string
}

/** Every shortcut of the pages: what binds the keys, fills the sheet and prints the hints. */
export const shortcuts = {
  palette: { group: 'everywhere', keys: 'mod+k' },
  sheet: { group: 'everywhere', keys: '?' },
  new_thread: { group: 'everywhere', keys: 'n t' },
  new_assistant: { group: 'everywhere', keys: 'n a' },
  go_overview: { group: 'go', keys: 'g o' },
  go_assistants: { group: 'go', keys: 'g a' },
  go_threads: { group: 'go', keys: 'g t' },
  go_runs: { group: 'go', keys: 'g r' },
  search: { group: 'page', keys: '/' },
  save: { group: 'page', keys: 'mod+s' },
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
  list_remove: { group: 'list', keys: 'Delete' },
} as const satisfies Record<string, ShortcutEntry>

export type ShortcutName = keyof typeof shortcuts

export const shortcutNames = Object.keys(shortcuts) as ShortcutName[]
