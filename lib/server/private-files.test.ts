import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { exposedLine, takeFromOthers } from './private-files'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'private-files-'))
  mkdirSync(join(folder, 'connections/appbuilder'), { recursive: true })
  writeFileSync(join(folder, 'playground.db'), '')
  for (const path of [folder, join(folder, 'connections'), join(folder, 'connections/appbuilder')])
    chmodSync(path, 0o755)
  chmodSync(join(folder, 'playground.db'), 0o644)
})
afterEach(() => rmSync(folder, { recursive: true }))

test.skipIf(process.platform === 'win32')('takes the folder and what is in it from others', () => {
  expect(takeFromOthers(folder)).toEqual([])
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, 'playground.db')).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'connections/appbuilder')).mode & 0o777).toBe(0o700)
})

test.skipIf(process.platform === 'win32').each([
  [
    'somebody else’s',
    () => {
      throw new Error('EPERM: operation not permitted')
    },
  ],
  ['on a file system without modes', () => undefined],
])('names what stays open because it is %s', (_why, changeMode) => {
  chmodSync(join(folder, 'connections'), 0o700)
  const exposed = takeFromOthers(folder, changeMode)
  expect(exposed).toEqual([folder, join(folder, 'connections/appbuilder'), join(folder, 'playground.db')])
  expect(exposedLine(exposed)).toContain(`${folder} and 2 more.`)
})
