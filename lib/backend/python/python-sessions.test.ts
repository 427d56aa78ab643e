import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import type { Cell, PythonSessions } from './cell-result'
import { createPythonSessions, packagesIn } from './create-python-sessions'
import { createPackages } from './packages'
import { pyodideFolder } from './start-child'
import { fileAt } from './testing/file-at'
import { createPythonFolder } from './testing/python-folder'

let folder: string
let server: Server
let baseUrl: string
/** What the package server answers a file's name with: its bytes, or a status; null says nothing at all. */
const offered = new Map<string, Buffer | number | null>()
const asked: string[] = []
/** Room for two: a process takes a second to start, so the tests go on in what those before them have left. */
let sessions: PythonSessions
/** Others, with little room for files, and with no package server. */
let offline: PythonSessions

const inside = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

async function wheelOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  const pieces: Buffer[] = []
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

/** A package with one module of its own name, as Pyodide's list has it. */
async function packageOf(name: string, code: string, depends: readonly string[] = []) {
  const file_name = `${name}-1.0-py3-none-any.whl`
  const about = `${name}-1.0.dist-info`
  const bytes = await wheelOf({
    [`${name}/__init__.py`]: code,
    [`${about}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0\n`,
    [`${about}/WHEEL`]: 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    [`${about}/RECORD`]: '',
  })
  offered.set(file_name, bytes)
  return {
    ...{ name, version: '1.0', file_name, depends, imports: [name], install_dir: 'site', package_type: 'package' },
    ...{ sha256: createHash('sha256').update(bytes).digest('hex'), unvendored_tests: false },
  }
}

const plots = `
figures = []
class Figure:
    def savefig(self, path, **_options):
        open(path, "wb").write(b"\\x89PNG drawn")
def figure(_number=None):
    if _number is None: figures.append(Figure())
    return Figure()
def get_fignums(): return list(range(1, len(figures) + 1))
def close(_which): figures.clear()
`

async function lockWith(packages: readonly Awaited<ReturnType<typeof packageOf>>[]) {
  // Pyodide looks whether the list is for itself.
  const { info } = JSON.parse(readFileSync(join(pyodideFolder(), 'pyodide-lock.json'), 'utf8')) as { info: object }
  const lock = { info, packages: Object.fromEntries(packages.map((each) => [each.name, each])) }
  return inside('lock.json', JSON.stringify(lock))
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'python-'))
  server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1)
    asked.push(name)
    const answer = offered.get(name)
    if (answer === null) return
    if (answer === undefined || typeof answer === 'number') response.writeHead(answer ?? 404).end()
    else response.end(answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  baseUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`
  const lockFile = await lockWith([
    await packageOf('leaf', 'name = "leaf"'),
    // Lists spell what is needed in more than one way.
    await packageOf('branch', 'import leaf\nname = "branch of " + leaf.name', ['Leaf']),
    await packageOf('numpy', 'def array(list): return tuple(list)'),
    await packageOf('pandas', 'import numpy\ndef DataFrame(rows): return ("frame", numpy.array(rows))', ['numpy']),
    await packageOf('matplotlib', ''),
    await packageOf('gone', ''),
    await packageOf('forged', ''),
  ])
  offered.set('gone-1.0-py3-none-any.whl', 404)
  offered.set('forged-1.0-py3-none-any.whl', Buffer.from('another content'))
  sessions = createPythonSessions({
    ...{ folder: createPythonFolder(join(folder, 'python')), fetch, packageBaseUrl: baseUrl, lockFile },
    limits: { sessions: 2, softMs: 20_000, bytesOut: 1_000_000 },
  })
  offline = createPythonSessions({
    ...{
      folder: createPythonFolder(join(folder, 'installed')),
      fetch,
      packageBaseUrl: 'http://127.0.0.1:9/',
      lockFile,
    },
    limits: { softMs: 20_000, fileBytes: 1_000_000 },
  })
}, 120_000)
afterAll(async () => {
  await Promise.all([sessions.close(), offline.close()])
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  asked.length = 0
})

const run = (key: string, code: string, cell: Partial<Cell> = {}) =>
  sessions.run(key, { code, files: [], signal: new AbortController().signal, ...cell })

describe('a cell', () => {
  test('prints, and ends with the value of its last expression', async () => {
    const printed: string[] = []
    const result = await run('one', 'x = 6\nprint("héllo 你好 😀")\nx * 7', {
      onOutput: (text) => printed.push(text),
    })
    expect(result).toEqual({
      ...{ logs: 'héllo 你好 😀\n42\n', images: [], files: [], error: null, code: null, mounted: [] },
      ...{ isNewSession: true, wasReset: false },
    })
    expect(printed.join('')).toBe(result.logs)
  })

  test('finds what cells before it left', async () => {
    expect(await run('one', 'x + 1')).toMatchObject({ logs: '7\n', isNewSession: false })
  })

  test('shows nothing after a semicolon, and nothing of None', async () => {
    expect(await run('one', 'x;')).toMatchObject({ logs: '' })
    expect(await run('one', 'None')).toMatchObject({ logs: '' })
  })

  test('may await', async () => {
    expect(await run('one', 'import asyncio\nawait asyncio.sleep(0.01)\n"waited"')).toMatchObject({
      logs: "'waited'\n",
    })
  })

  test('fails with a traceback of its own lines', async () => {
    const { error, code } = await run('one', 'def f():\n  return 1 / 0\nf()')
    expect(code).toBe('PYTHON_ERROR')
    expect(error).toMatch(/^Traceback[^]*line 3, in <module>[^]*return 1 \/ 0[^]*ZeroDivisionError: division by zero$/)
    expect(error).not.toContain('<exec>')
  })

  test('that is no Python says where', async () => {
    expect((await run('one', 'x = = 1')).error).toMatch(/line 1\n\s+x = = 1[^]*SyntaxError/)
    expect((await run('one', '!pip install x')).error).toContain('There is no shell here')
  })

  test('has other random numbers and other data than every other session', async () => {
    const code = 'import random, uuid, os\n(random.random(), str(uuid.uuid4()), os.listdir("/mnt/data"), "x" in dir())'
    const [used, fresh] = await Promise.all([run('one', code), run('two', code)])
    const [numbers, others] = [used, fresh].map(({ logs }) => logs.split(', ['))
    expect(numbers?.[0]).not.toBe(others?.[0])
    expect(fresh.logs).toMatch(/\[\], False\)\n$/)
  })
})

describe('files', () => {
  const given = () => [
    fileAt({ id: 'file-1', name: 'data.csv', path: inside('one', 'a,b\n1,2\n') }),
    fileAt({ id: 'file-2', name: '../x/data.csv', path: inside('two', 'c\n') }),
    fileAt({ id: 'file-3', name: '数据\u202e.txt', path: inside('three', '') }),
  ]

  test('stand under safe names, and are copied once', async () => {
    const mounted = ['data.csv', 'data (2).csv', '数据_.txt'].map((name, index) => ({
      ...{ id: `file-${index + 1}`, path: `/mnt/data/${name}` },
    }))
    const code = 'import os\n[(n, os.path.getsize(n)) for n in sorted(os.listdir())]'
    const first = await run('two', code, { files: given() })
    expect(first).toMatchObject({
      logs: "[('data (2).csv', 2), ('data.csv', 8), ('数据_.txt', 0)]\n",
      mounted,
      files: [],
    })
    await run('two', 'open("data.csv", "a").write("3,4\\n")')
    const later = await run('two', 'open("data.csv").read()', { files: given() })
    expect(later).toMatchObject({ logs: "'a,b\\n1,2\\n3,4\\n'\n", mounted })
  })

  test('that are gone are told', async () => {
    const { logs } = await run('two', '1', { files: [fileAt({ id: 'x', name: 'x.csv', path: join(folder, 'none') })] })
    expect(logs).toBe('[x.csv is not there any more]\n1\n')
  })

  test('that do not fit are told, and the answers stay in order', async () => {
    const files = [
      fileAt({ id: 'large', name: 'large.txt', path: inside('large', 'x'.repeat(1_000_001)) }),
      fileAt({ id: 'half 1', name: '1.txt', path: inside('half', 'x'.repeat(600_000)) }),
      fileAt({ id: 'half 2', name: '2.txt', path: inside('half', 'x'.repeat(600_000)) }),
    ]
    const { logs } = await offline.run('x', { code: '6 * 7', files, signal: new AbortController().signal })
    expect(logs).toMatch(
      /^\[large.txt is too large for a session: 1000001 [^]*\]\n42\n\[Left out: a file that did not fit/,
    )
  })

  test('come back when they are new or changed, images as such', async () => {
    const code = `
import os
os.makedirs("out", exist_ok=True)
open("out/table.csv", "w").write("x")
open("chart.svg", "w").write("<svg/>")
open("data.csv", "w").write("changed");`
    const { files, images } = await run('two', code)
    expect(files.map(({ name, path, bytes }) => [name, path, Buffer.from(bytes).toString()])).toEqual([
      ['data.csv', '/mnt/data/data.csv', 'changed'],
      ['table.csv', '/mnt/data/out/table.csv', 'x'],
    ])
    expect(images).toMatchObject([{ name: 'chart.svg', path: '/mnt/data/chart.svg' }])
    expect(await run('two', '1')).toMatchObject({ files: [], images: [] })
  })

  test('come with a later cell where one had no room for all', async () => {
    const code = `
for name, size in [("r1", 600), ("r2", 600), ("r3", 1_001)]:
    open(name, "wb").write(bytes(size * 1_000))`
    const first = await run('two', code)
    expect(first.files.map(({ name }) => name)).toEqual(['r1'])
    expect(first.logs).toMatch(/Left out: .*r2: 600000 bytes.*r3: 1001000 bytes/)
    const second = await run('two', '1')
    expect(second.files.map(({ name }) => name)).toEqual(['r2'])
    expect(second.logs).toBe('1\n')
    expect(await run('two', '1')).toMatchObject({ files: [], logs: '1\n' })
  })

  test('carry every byte', async () => {
    const { files } = await run('two', 'open("bytes", "wb").write(bytes(range(256)) * 1000);')
    expect(files[0]?.bytes).toEqual(Buffer.from(Uint8Array.from({ length: 256_000 }, (_, at) => at)))
  })

  test('that are too large stay, and that is told', async () => {
    const { logs, files } = await run('two', 'open("big", "wb").write(bytes(2_000_000));')
    expect(files).toEqual([])
    expect(logs).toContain('/mnt/data/big: 2000000 bytes, a cell may hand over 1000000')
  })

  test('a figure that is open is drawn', async () => {
    inside('pyplot', plots)
    const files = [fileAt({ id: 'plots', name: 'plots.py', path: join(folder, 'pyplot') })]
    const code = 'import sys, plots\nsys.modules["matplotlib.pyplot"] = plots\nplots.figure();'
    const { images } = await run('two', code, { files })
    expect(images).toMatchObject([{ name: 'figure-1.png', path: null }])
    expect(Buffer.from(images[0]?.bytes ?? []).toString('latin1')).toBe('\x89PNG drawn')
  })
})

describe('packages', () => {
  test('are fetched with what they need, proven, kept and loaded', async () => {
    expect(await run('two', 'import branch\nbranch.name')).toMatchObject({
      logs: "'branch of leaf'\n",
      code: null,
    })
    expect(asked.toSorted()).toEqual(['branch-1.0-py3-none-any.whl', 'leaf-1.0-py3-none-any.whl'])
    expect(await run('one', 'import leaf\nleaf.name')).toMatchObject({ logs: "'leaf'\n", code: null })
    expect(asked).toHaveLength(2)
  })

  test('that were installed before are loaded without a network, on import; others are missed in a sentence', async () => {
    const own = packagesIn(join(folder, 'installed'))
    const ready = createPackages({ folder: own, fetch, baseUrl, lockFile: join(folder, 'lock.json') })
    expect(await ready.fetch(['pandas'])).toMatchObject({ ok: true, wheels: [{ name: 'pandas' }, { name: 'numpy' }] })
    asked.length = 0
    expect(await offline.availability()).toMatchObject({ ok: true, packages: ['numpy', 'pandas'] })
    const code = 'import pandas as pd\nfrom numpy import array\n(pd.DataFrame([1, 2]), array([3]))'
    const cell = { code, files: [], signal: new AbortController().signal }
    expect(await offline.run('x', cell)).toMatchObject({ logs: "(('frame', (1, 2)), (3,))\n", code: null })
    expect(await offline.run('x', { ...cell, code: 'import matplotlib' })).toMatchObject({
      logs: '[matplotlib is not available offline: standard library only]\n',
      code: 'PACKAGE_UNAVAILABLE',
    })
    expect(asked).toEqual([])
  })

  test('that are not what they should be are not loaded, and nothing of them is kept', async () => {
    const result = await run('two', 'import forged')
    expect(result.code).toBe('PACKAGE_UNAVAILABLE')
    expect(result.logs).toContain('forged is not what its checksum says')
    expect(readdirSync(join(folder, 'python', 'packages')).filter((name) => name.startsWith('forged'))).toEqual([])
  })

  test('that the server has not are told, and the cell may do without', async () => {
    const { logs, code } = await run('two', 'try:\n  import gone\nexcept ImportError:\n  print("without")')
    expect(logs).toBe('[gone is not available: the package server has no gone]\nwithout\n')
    expect(code).toBeNull()
  })

  test('that nobody offers are a plain error', async () => {
    const { error, code } = await run('two', 'import nobody_has_this')
    expect(error).toMatch(/ModuleNotFoundError: No module named 'nobody_has_this'$/)
    expect(code).toBe('PYTHON_ERROR')
  })
})

describe('sessions', () => {
  test('the one that was idle longest makes room, and is told of when it comes back', async () => {
    await run('one', 'y = 1')
    await run('two', 'y = 2')
    await run('three', 'y = 3')
    expect(await run('two', 'y')).toMatchObject({ logs: '2\n', isNewSession: false })
    expect(await run('one', '"y" in dir()')).toMatchObject({ logs: 'False\n', isNewSession: true, wasReset: true })
  })

  test('cells of one key run one after the other', async () => {
    const results = await Promise.all(['n = 0', 'n += 1', 'n += 1', 'n'].map((code) => run('two', code)))
    expect(results[3]?.logs).toBe('2\n')
  })

  test('a cell that is cancelled ends its session, and all that it printed until then is told', async () => {
    const cancelling = new AbortController()
    const printed: string[] = []
    const onOutput = (text: string) => {
      printed.push(text)
      if (text.includes('begun')) cancelling.abort()
    }
    const endless = 'try:\n  while True: pass\nexcept BaseException: print("too late")'
    const code = `print("here")\nprint("begun")\n${endless}`
    const running = run('one', code, { signal: cancelling.signal, onOutput })
    expect(await running).toMatchObject({ code: 'CANCELLED', logs: 'here\nbegun\n' })
    expect(printed.join('')).toBe('here\nbegun\n')
    expect(await run('one', '1')).toMatchObject({ logs: '1\n', isNewSession: true, wasReset: true })
    expect(await run('one', '1')).toMatchObject({ isNewSession: false, wasReset: false })
  })

  test('start without a snapshot that cannot be used, and take it away', async () => {
    const own = join(folder, 'spoilt')
    mkdirSync(join(own, 'snapshots'), { recursive: true })
    const [name = ''] = readdirSync(join(folder, 'python', 'snapshots'))
    const file = join(own, 'snapshots', name)
    writeFileSync(file, readFileSync(join(folder, 'python', 'snapshots', name)).subarray(0, 1_000))
    const spoilt = createPythonSessions({ folder: own, fetch, packageBaseUrl: baseUrl, limits: { softMs: 20_000 } })
    const cell = { code: '1', files: [], signal: new AbortController().signal }
    expect(await spoilt.run('x', cell)).toMatchObject({ logs: '1\n', code: null })
    await spoilt.close()
    expect(existsSync(file)).toBe(false)
  })

  test('after the end there are none', async () => {
    const other = createPythonSessions({ folder: join(folder, 'closed'), fetch, packageBaseUrl: baseUrl })
    await other.close()
    const cell = { code: '1', files: [], signal: new AbortController().signal }
    expect(await other.run('x', cell)).toMatchObject({ code: 'CANCELLED', logs: '' })
  })
})
