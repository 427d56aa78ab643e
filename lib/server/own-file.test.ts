import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDataFolder } from './data-folder'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'playground-own-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ['lock.db', openDataFolder],
  ['server.pid', openDataFolder],
  ['session.key', (path: string) => openDataFolder(path, { isShared: true }).sessionSecret()],
  ['secret.key', (path: string) => openDataFolder(path, { isShared: true }).encryptionKey()],
])('a folder in the place of %s is named', (name, open) => {
  mkdirSync(join(folder, name))
  const line = `${join(folder, name)} cannot be used: it is a folder. Move it away and start again.`
  expect(() => open(folder)).toThrow(expect.objectContaining({ name: 'StartError', message: line }) as Error)
})
