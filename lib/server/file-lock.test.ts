import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeLock } from './file-lock'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'file-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('one has it, until it is released', () => {
  const file = join(folder, 'lock.db')
  const first = takeLock(file)
  expect(first).toBeDefined()
  expect(takeLock(file)).toBeUndefined()
  first?.release()
  const second = takeLock(file)
  expect(second).toBeDefined()
  second?.release()
})

test('a file that cannot be is an error, not a lock that somebody has', () => {
  expect(() => takeLock(join(folder, 'no-such-folder', 'lock.db'))).toThrow()
})
