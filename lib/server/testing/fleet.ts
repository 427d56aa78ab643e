// Several real servers over one PostgreSQL, behind a round-robin proxy, of which any may end at any moment.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { startPostgres } from '@/lib/backend/store/testing/start-postgres'
import { createRoundRobin } from './round-robin'
import { startServer, type RunningServer, type ServerOptions } from './start-server'

const HOUR_MS = 3_600_000
/** By how much the clocks of the machines are wrong, in turn. */
const SHIFTS_MS = [0, HOUR_MS, -HOUR_MS]

const shiftedClock = pathToFileURL(join(import.meta.dirname, 'shifted-clock.mjs')).href

interface FleetOptions {
  readonly instances: number
  /** Beside what they need to share their work. */
  readonly env?: ServerOptions['env']
  readonly args?: ServerOptions['args']
  /** Of the database, as in its configuration; those for tests unless said otherwise. */
  readonly settings?: readonly string[]
}

export type Fleet = Awaited<ReturnType<typeof startFleet>>

/** Starts them all. What they print when they end in another way than they are told to is thrown. */
export async function startFleet({ instances, env, args, settings }: FleetOptions) {
  const folder = await mkdtemp(join(tmpdir(), 'playground-fleet-'))
  const postgres = await startPostgres(settings)
  const proxy = await createRoundRobin()
  const running = new Map<number, { readonly server: RunningServer; readonly leave: () => void }>()

  async function start(index: number) {
    const server = await startServer({
      dataDir: join(folder, String(index)),
      ...(args && { args }),
      env: {
        ...{ DATABASE_URL: postgres.urlOf('postgres'), SECRET_KEY: 'the-same-for-all-of-them', ...env },
        ...{ NODE_OPTIONS: `--import ${shiftedClock}`, CLOCK_SHIFT_MS: String(SHIFTS_MS[index % SHIFTS_MS.length]) },
      },
    })
    running.set(index, { server, leave: proxy.add(server.url) })
  }

  async function end(index: number, signal: NodeJS.Signals) {
    const { server, leave } = running.get(index) ?? {}
    if (!server) throw new Error(`Instance ${index} does not run.`)
    running.delete(index)
    // The proxy finds out by itself, as one in front of machines does.
    const exit = await server.kill(signal)
    leave?.()
    return exit
  }

  const close = async () => {
    await Promise.all([...running.keys()].map((index) => end(index, 'SIGKILL')))
    proxy.close()
    await postgres.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }

  try {
    // Whichever comes first makes the tables.
    await Promise.all(Array.from({ length: instances }, (_, index) => start(index)))
  } catch (error) {
    await close()
    throw error
  }
  return {
    url: proxy.url,
    databasePid: postgres.pid,
    urlsOfAll: () => [...running.values()].map(({ server }) => server.url),
    pids: () => [...running.values()].map(({ server }) => server.pid),
    indexes: () => [...running.keys()],
    output: () => [...running.values()].map(({ server }) => server.output()).join('\n'),
    ...{ start, end, close },
    restartDatabase: postgres.restart,

    /** Cuts every connection to the database at once. */
    cutConnections: () =>
      rowsOf(
        postgres.urlOf('postgres'),
        'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname is not null',
      ),

    /** Rows of a query of its own. */
    query: (text: string) => rowsOf(postgres.urlOf('postgres'), text),
  }
}

async function rowsOf(url: string, text: string) {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(text)).rows as readonly Readonly<Record<string, unknown>>[]
  } finally {
    await client.end()
  }
}
