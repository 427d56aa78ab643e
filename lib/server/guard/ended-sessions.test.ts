import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openEndedSessions } from './ended-sessions'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'playground-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

let now = 1_000
const open = (most = 3) => openEndedSessions({ file: join(folder, 'sessions.json'), clock: () => now * 1000, most })
const session = (id: string, expires = 2_000) => ({ id, expires })

test('an ended session stays ended, also in the next process', () => {
  open().end(session('a'))
  expect(open().has(session('a'))).toBe(true)
  expect(open().has(session('b'))).toBe(false)
})

test('the file is its owner’s alone, and nothing else is left in the folder', () => {
  open().end(session('a'))
  expect(readdirSync(folder)).toEqual(['sessions.json'])
  if (process.platform !== 'win32') expect(statSync(join(folder, 'sessions.json')).mode & 0o777).toBe(0o600)
})

test('sessions that are over by themselves are forgotten', () => {
  open().end(session('a', 1_500))
  now = 1_500
  const sessions = open()
  sessions.end(session('b'))
  expect(sessions.has(session('a', 1_500))).toBe(false)
  now = 1_000
})

test('where too many were ended, the oldest sessions are over for everybody rather than any of the ended begun anew', () => {
  const sessions = open()
  for (const expires of [2_003, 2_001, 2_004, 2_002]) sessions.end(session(`${expires}`, expires))
  for (const again of [sessions, open()]) {
    for (const expires of [2_001, 2_002, 2_003, 2_004]) expect(again.has(session(`${expires}`, expires))).toBe(true)
    expect(again.has(session('other', 2_001))).toBe(true)
    expect(again.has(session('other', 2_002))).toBe(false)
  }
})

test('where the list cannot be read, all sessions of before are over, and later ones hold', () => {
  writeFileSync(join(folder, 'sessions.json'), '{"ended":[')
  const sessions = open()
  expect(sessions.has(session('a', now + 30 * 24 * 3600))).toBe(true)
  expect(sessions.has(session('a', now + 30 * 24 * 3600 + 1))).toBe(false)
})
