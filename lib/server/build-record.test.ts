import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { forgetBuild, hasBuild, isBuilt, recordBuild } from './build-record'
import { pagesFingerprint } from './fingerprint.mjs'

let root: string
const write = (name: string, text: string) => {
  mkdirSync(dirname(join(root, name)), { recursive: true })
  writeFileSync(join(root, name), text)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'build-record-'))
  write('app/page.tsx', 'a')
  write('.next/BUILD_ID', 'an-id')
  write('.next/server/app/page.js', 'compiled')
  write('.next/cache/fetch', 'anything')
  recordBuild(root, pagesFingerprint(root))
})
afterEach(() => rmSync(root, { recursive: true }))

test('is built once the build is recorded, until it is forgotten', () => {
  expect([isBuilt(root), hasBuild(root)]).toEqual([true, true])
  write('app/page.tsx', 'b')
  expect([isBuilt(root), hasBuild(root)], 'of other sources').toEqual([false, true])
  forgetBuild(root)
  expect([isBuilt(root), hasBuild(root)]).toEqual([false, false])
})

test.each([
  ['sources are changed', () => write('app/page.tsx', 'b')],
  ['BUILD_ID is gone', () => rmSync(join(root, '.next/BUILD_ID'))],
  ['a page is gone', () => rmSync(join(root, '.next/server/app/page.js'))],
  ['a file is cut short', () => write('.next/server/app/page.js', '')],
  ['all of it is gone', () => rmSync(join(root, '.next'), { recursive: true })],
])('is not built when %s', (_what, happens) => {
  happens()
  expect(isBuilt(root)).toBe(false)
})

test('stays built while the server keeps files of its own there', () => {
  rmSync(join(root, '.next/cache/fetch'))
  write('.next/server/app/new.html', 'made since')
  expect(isBuilt(root)).toBe(true)
})
