import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { compileServer } from './compile.mjs'

const project = fileURLToPath(new URL('../..', import.meta.url))

let root: string
const write = (name: string, text: string) => {
  mkdirSync(dirname(join(root, name)), { recursive: true })
  writeFileSync(join(root, name), text)
}

/** A project of the same shape: a server, a program, and something that both need. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'compile-'))
  write('package.json', '{ "type": "module", "dependencies": {} }')
  write('tsconfig.json', '{}')
  write('lib/server/shared.ts', 'export const say = (line: string) => console.log(line)')
  write('lib/server/main.ts', `import { say } from './shared'\nexport const main = () => say('The server runs.')`)
  write('lib/server/a.program.ts', `import { say } from './shared'\nsay('The program runs.')`)
})
afterEach(() => rmSync(root, { recursive: true }))

describe('what was compiled before', () => {
  const inodeOf = (folder: string) => statSync(folder).ino
  const chunkIn = (folder: string) => readdirSync(folder).find((name) => /^chunk-.*\.js$/.test(name)) ?? 'none'

  test('is taken as it is', async () => {
    const folder = await compileServer(root)
    const inode = inodeOf(folder)
    expect(await compileServer(root)).toBe(folder)
    expect(inodeOf(folder)).toBe(inode)
    expect(readdirSync(join(root, '.server'))).toHaveLength(1)
  })

  test.each([
    ['a file is gone', (folder: string) => rmSync(join(folder, 'main.js'))],
    ['a file is cut short', (folder: string) => writeFileSync(join(folder, 'main.js'), '')],
    ['what several share is gone', (folder: string) => rmSync(join(folder, chunkIn(folder)))],
    ['its record is gone', (folder: string) => rmSync(join(folder, 'compiled'))],
    ['its record is cut short', (folder: string) => writeFileSync(join(folder, 'compiled'), '')],
  ])('is compiled anew when %s', async (_what, happens) => {
    const folder = await compileServer(root)
    const whole = readdirSync(folder)
    happens(folder)
    expect(await compileServer(root)).toBe(folder)
    expect(readdirSync(folder)).toEqual(whole)
    expect(statSync(join(folder, 'main.js')).size).toBeGreaterThan(0)
    expect(readdirSync(join(root, '.server'))).toHaveLength(1)
  })
})

describe('a start that cannot load its code says so in a line', () => {
  beforeEach(() => {
    for (const name of ['scripts/start.mjs', 'scripts/run-program.mjs']) cpSync(join(project, name), join(root, name))
    for (const name of ['compile', 'fingerprint', 'load-failure'])
      cpSync(join(project, `lib/server/${name}.mjs`), join(root, `lib/server/${name}.mjs`))
  })
  const withPackages = () => symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'), 'junction')

  function ran(...args: readonly string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
    return { status, output: stdout + stderr }
  }

  const start = ['scripts/start.mjs']
  const program = ['scripts/run-program.mjs', 'lib/server/a.program']

  test.each([
    ['the server', start],
    ['a program', program],
  ])('%s, without packages', (_what, command) => {
    expect(ran(...command)).toEqual({ status: 1, output: 'Packages are missing: run npm ci first.\n' })
  })

  test.each([
    ['the server', start, 'The server'],
    ['a program', program, 'The program'],
  ])('%s, after files were lost', (_what, command, name) => {
    withPackages()
    expect(ran(...command)).toEqual({ status: 0, output: `${name} runs.\n` })
    const [digest = ''] = readdirSync(join(root, '.server'))
    for (const file of ['main.js', 'lib.server.a.program.js']) rmSync(join(root, '.server', digest, file))
    expect(ran(...command)).toEqual({ status: 0, output: `${name} runs.\n` })
  })

  test.each([
    ['the server', start, 'The server', 'lib/server/main.ts'],
    ['a program', program, 'The program', 'lib/server/a.program.ts'],
  ])('%s, when a file is missing that is no package', (_what, command, name, file) => {
    withPackages()
    write(file, `await import(new URL('./gone.js', import.meta.url).href)\nexport const main = () => undefined`)
    const { status, output } = ran(...command)
    expect(output).toMatch(new RegExp(`^${name} cannot start: Cannot find module '[^\\n]*gone\\.js'[^\\n]*\\n$`))
    expect(status).toBe(1)
  })
})
