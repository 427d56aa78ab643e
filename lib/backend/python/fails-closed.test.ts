// Where a sandbox cannot be had nothing runs: not in a weaker one, and not at all.
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createPythonSessions, type PythonOptions } from './create-python-sessions'
import { findIsolation } from './isolation'
import { defaultLimits } from './limits'
import { systemPrograms } from './system/bubblewrap'
import { seccompFilter } from './system/seccomp'
import { createSystemPython } from './system/system-python'

let folder: string
let mark: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'closed-'))
  mark = join(folder, 'was started')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A program that leaves a mark, and ends as one that does not know its flags. */
function program(name: string, more = ''): string {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\n: > '${mark}'\n${more}\nexit 9\n`)
  chmodSync(folder, 0o777)
  chmodSync(path, 0o755)
  return path
}

async function refusalOf(options: Pick<PythonOptions, 'sandbox' | 'node' | 'programs'>): Promise<string> {
  const sessions = createPythonSessions({
    ...{ folder, fetch: () => Promise.reject(new Error('Nothing is fetched.')), packageBaseUrl: 'http://127.0.0.1:9/' },
    ...options,
  })
  try {
    sessions.expect('x')
    const cell = { code: `open(${JSON.stringify(mark)}, "w")`, files: [], signal: new AbortController().signal }
    const result = await sessions.run('x', cell)
    const available = await sessions.availability()
    expect(result).toMatchObject({ code: 'UNAVAILABLE', logs: '', error: available.ok ? '' : available.message })
    return result.error ?? ''
  } finally {
    await sessions.close()
  }
}

const flags = new Set(['--permission', '--experimental-vm-modules'])

it('leaves no timer running when the program to be tried does not exist', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
  const before = timers()
  expect(await findIsolation({ path: join(folder, 'none'), flags, walls: ['none'] })).toMatchObject({ mayPass: false })
  expect(timers()).toBe(before)
})

it('runs nothing in a Node without a permission model, and starts no process', async () => {
  const node = { path: program('node'), flags: new Set(['--experimental-vm-modules']) }
  expect(await refusalOf({ node })).toContain('needs the permission model of Node 20.9 or later')
  expect(existsSync(mark)).toBe(false)
})

it('runs nothing in a Node that does not start with its permission model', async () => {
  const node = { path: program('node'), flags }
  expect(await refusalOf({ node })).toBe(
    'Node does not start with its permission model here, and Python does not run without it.',
  )
})

it("runs nothing where the system's Python was chosen and bubblewrap or Python is missing", async () => {
  const system = { sandbox: 'bwrap', programs: systemPrograms } as const
  const none = '/none/here'
  expect(await refusalOf({ ...system, programs: { ...systemPrograms, bwrap: none } })).toBe(
    'PYTHON_SANDBOX=bwrap needs bubblewrap, and there is no bwrap here: install the package bubblewrap.',
  )
  expect(await refusalOf({ ...system, programs: { ...systemPrograms, pythons: [none] } })).toContain(
    `needs the system's Python: there is no ${none}`,
  )
})

it("runs nothing where bubblewrap does not start, and says bubblewrap's own words", async () => {
  const bwrap = program('bwrap', 'echo "bwrap: No permissions to create a new namespace" >&2')
  expect(await refusalOf({ sandbox: 'bwrap', programs: { ...systemPrograms, bwrap } })).toContain(
    'does not start Python here: bwrap: No permissions to create a new namespace',
  )
})

it('runs nothing where bubblewrap starts a Python that is too old', async () => {
  const bwrap = program('bwrap', `echo '{"version": [3, 9, 2], "modules": []}'\nexit 0`)
  expect(await refusalOf({ sandbox: 'bwrap', programs: { ...systemPrograms, bwrap } })).toBe(
    'PYTHON_SANDBOX=bwrap needs Python 3.11 or later; the system has 3.9.2.',
  )
})

it("says where the system's Python cannot be had at all", async () => {
  const found = await createSystemPython({ limits: defaultLimits, platform: 'darwin' }).find()
  expect(found).toEqual({ ok: false, mayPass: false, message: 'PYTHON_SANDBOX=bwrap works on Linux only.' })
  // A filter for another processor would let through what has other numbers there.
  expect([seccompFilter('x64'), seccompFilter('arm64')].map((filter) => filter && filter.length > 400)).toEqual([
    true,
    true,
  ])
  expect(seccompFilter('riscv64')).toBeUndefined()
})
