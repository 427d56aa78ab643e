import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pagesFingerprint, serverFingerprint } from './fingerprint.mjs'

let root: string
const write = (name: string, text: string) => {
  mkdirSync(dirname(join(root, name)), { recursive: true })
  writeFileSync(join(root, name), text)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fingerprint-'))
  write('app/page.tsx', 'a')
  write('lib/run/fold.ts', 'b')
  write('package-lock.json', '{}')
})
afterEach(() => rmSync(root, { recursive: true }))

test.each([
  ['a page', 'app/page.tsx'],
  ['a new component', 'components/run/timeline.tsx'],
  ['the catalogue', 'messages/en/common.json'],
  ['a dependency', 'package-lock.json'],
  ['the door to the backend', 'lib/backend/door.ts'],
  ['the viewer of shared files', 'lib/server/viewer/unpack.js'],
])('changes with %s', (_what, name) => {
  const before = pagesFingerprint(root)
  write(name, 'changed')
  expect(pagesFingerprint(root)).not.toBe(before)
})

test.each([
  ['the server', 'lib/server/main.ts'],
  ['the embedded backend', 'lib/backend/embedded/engine/engine.ts'],
  ['a test', 'lib/run/fold.test.ts'],
  ['the documentation', 'docs/security.md'],
])('stays with %s', (_what, name) => {
  const before = pagesFingerprint(root)
  write(name, 'changed')
  expect(pagesFingerprint(root)).toBe(before)
})

test('stays when files are only touched, and tells a renamed file', () => {
  const before = pagesFingerprint(root)
  utimesSync(join(root, 'app/page.tsx'), 1, 1)
  expect(pagesFingerprint(root)).toBe(before)
  rmSync(join(root, 'app/page.tsx'))
  write('app/home.tsx', 'a')
  expect(pagesFingerprint(root)).not.toBe(before)
})

test.each([
  ['the server', 'lib/server/main.ts'],
  ['the embedded backend', 'lib/backend/embedded/engine/engine.ts'],
  ['a dependency', 'package-lock.json'],
])("the server's changes with %s", (_what, name) => {
  const before = serverFingerprint(root)
  write(name, 'changed')
  expect(serverFingerprint(root)).not.toBe(before)
})

test.each([
  ['a page', 'app/page.tsx'],
  ['a component', 'components/run/timeline.tsx'],
  ['a test', 'lib/server/door.process.test.ts'],
])("the server's stays with %s", (_what, name) => {
  const before = serverFingerprint(root)
  write(name, 'changed')
  expect(serverFingerprint(root)).toBe(before)
})
