import { expect, it } from 'vitest'
import { shortcutGroups, shortcutNames, shortcutsOf } from './shortcut-table'

it('names every shortcut once to who may do everything, and to who may only look what looking takes', () => {
  const all = shortcutGroups.flatMap((group) => shortcutsOf(group, () => true))
  expect([...all].sort()).toEqual([...shortcutNames].sort())
  const looking = shortcutGroups.flatMap((group) => shortcutsOf(group, (needed) => needed === undefined))
  expect(looking).toEqual(expect.arrayContaining(['palette', 'replay', 'present', 'present_end', 'list_open']))
  for (const name of ['new_thread', 'new_assistant', 'write', 'send', 'save', 'list_remove', 'present_next'] as const)
    expect(looking).not.toContain(name)
})
