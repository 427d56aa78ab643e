import { describe, expect, it } from 'vitest'
import { ariaKeysOf, capsOf, isCharacter, isStroke, type Press } from './press'
import { isSend } from './is-send'
import { shortcutNames, shortcuts } from './shortcut-table'

const press = (key: string, rest: Partial<Press> = {}): Press => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...rest,
})

describe('a stroke', () => {
  it('takes Ctrl or ⌘, whichever the machine has, and not the other', () => {
    expect(isStroke(press('k', { ctrlKey: true }), 'mod+k', false)).toBe(true)
    expect(isStroke(press('k', { metaKey: true }), 'mod+k', true)).toBe(true)
    expect(isStroke(press('k', { metaKey: true }), 'mod+k', false)).toBe(false)
    expect(isStroke(press('k', { ctrlKey: true }), 'mod+k', true)).toBe(false)
    expect(isStroke(press('k'), 'mod+k', false)).toBe(false)
  })

  it('is the same with caps lock, and another with Shift', () => {
    expect(isStroke(press('K', { ctrlKey: true }), 'mod+k', false)).toBe(true)
    expect(isStroke(press('K', { ctrlKey: true, shiftKey: true }), 'mod+k', false)).toBe(false)
    expect(isStroke(press('ArrowDown', { shiftKey: true }), 'shift+ArrowDown', false)).toBe(true)
    expect(isStroke(press('ArrowDown', { shiftKey: true }), 'ArrowDown', false)).toBe(false)
  })

  it('finds signs wherever the layout has them, with Shift or without', () => {
    expect(isStroke(press('?', { shiftKey: true }), '?', false)).toBe(true)
    expect(isStroke(press('?'), '?', false)).toBe(true)
    expect(isStroke(press('/', { shiftKey: true }), '/', false)).toBe(true)
    expect(isStroke(press('+', { shiftKey: true }), '+', false)).toBe(true)
    expect(isStroke(press('+', { ctrlKey: true }), '+', false), "the browser's own zoom").toBe(false)
  })

  it('takes the place of a key for its letter where the layout has no Latin one', () => {
    expect(isStroke(press('л', { code: 'KeyK', ctrlKey: true }), 'mod+k', false)).toBe(true)
    expect(isStroke(press('k', { code: 'KeyT', ctrlKey: true }), 'mod+k', false), 'Dvorak').toBe(true)
    expect(isStroke(press('t', { code: 'KeyK', ctrlKey: true }), 'mod+k', false), 'Dvorak').toBe(false)
  })
})

it('tells which shortcuts would be text in a field', () => {
  expect(shortcutNames.filter((name) => isCharacter(shortcuts[name].keys))).toEqual([
    'sheet',
    'new_thread',
    'new_assistant',
    'go_overview',
    'go_assistants',
    'go_threads',
    'go_runs',
    'go_files',
    'go_vector_stores',
    'go_connections',
    'go_models',
    'go_mcp',
    'go_transfer',
    'go_keys',
    'search',
    'write',
    'replay',
    'present',
    'zoom_in',
    'zoom_out',
    'zoom_all',
    'present_write',
    'present_larger',
    'present_smaller',
    'present_pointer',
    'present_notes',
    'replay_previous',
    'replay_next',
    'replay_slower',
    'replay_faster',
    'replay_chapters',
  ])
})

it('writes keys as keyboards and readers know them', () => {
  expect(capsOf('mod+k', true)).toEqual(['⌘', 'K'])
  expect(capsOf('mod+k', false)).toEqual(['Ctrl', 'K'])
  expect(capsOf('shift+ArrowDown', false)).toEqual(['Shift', '↓'])
  expect(ariaKeysOf('mod+k', true)).toBe('Meta+K')
  expect(ariaKeysOf('shift+ArrowDown', false)).toBe('Shift+ArrowDown')
  expect(ariaKeysOf('g o', false)).toBeUndefined()
  expect(capsOf('+', false)).toEqual(['+'])
  expect(ariaKeysOf('+', false)).toBe('Plus')
})

const keysOf = (groups: readonly string[]) =>
  shortcutNames.filter((name) => groups.includes(shortcuts[name].group)).map((name) => shortcuts[name].keys)

it.each([[['list']], [['timeline']], [['log']]])('each shortcut of %s can be told from the others', (groups) => {
  const keys = keysOf(groups)
  expect(keys.length).toBeGreaterThan(1)
  expect(new Set(keys).size).toBe(keys.length)
})

it('no shortcut of the page begins as another ends: each can be told from what is pressed', () => {
  const all = keysOf(['everywhere', 'go', 'page'])
  expect(new Set(all).size).toBe(all.length)
  const single = all.filter((keys) => !keys.includes(' '))
  const beginnings = all.filter((keys) => keys.includes(' ')).map((keys) => keys.split(' ')[0])
  expect(single.filter((keys) => beginnings.includes(keys))).toEqual([])
})

it('sends by the keys of the table', () => {
  for (const held of [{}, { ctrlKey: true }, { shiftKey: true }, { altKey: true }]) {
    const enter = press('Enter', held)
    const { keys, also } = shortcuts.send
    expect(isSend(enter), JSON.stringify(held)).toBe(isStroke(enter, keys, false) || isStroke(enter, also, false))
  }
  expect(isSend(press('a'))).toBe(false)
})
