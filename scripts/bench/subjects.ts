// What is measured: the playground with few threads, the playground with many and a model that takes its time, and the
// bare app; all at once, so that their figures are taken in turn.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startServer, type RunningServer, type ServerOptions } from '@/lib/server/testing/start-server'
import { bareServer, buildBareApp } from './bare'
import { createClient, type Client } from './client'
import { delayArgs, delayUrlOf } from './event-loop-delay'
import { createAssistant } from './run-requests'
import { seedThreads } from './seed'

const START = fileURLToPath(new URL('../start.mjs', import.meta.url))
const FEW = 1_000
const MANY = 100_000
/** The wait before each token where runs are watched: a quick model. */
const PACE_MS = 5

export interface Server {
  readonly pid: number
  readonly client: Client
  /** Where its event loop's delay can be asked for. */
  readonly delayUrl: string
}

export interface Playground extends Server {
  readonly threads: number
  readonly assistantId: string
}

export interface Subjects {
  readonly small: Playground
  /** Seeded and started when it is first asked for. */
  readonly large: () => Promise<Playground>
  readonly bare: Server
}

/** Seeds, builds and starts them, hands them to `work`, and ends them and their data whatever happens. */
export async function withSubjects(say: (line: string) => void, work: (subjects: Subjects) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), 'playground-bench-'))
  const servers: RunningServer[] = []
  const start = async (options: ServerOptions): Promise<Server> => {
    const server = await startServer(options)
    servers.push(server)
    return { pid: server.pid, client: createClient(server.url), delayUrl: delayUrlOf(server.output()) }
  }
  const startPlayground = async (threads: number, paceMs: number): Promise<Playground> => {
    const dataDir = join(folder, String(threads))
    say(`Seeding ${threads.toLocaleString('en')} threads.`)
    await seedThreads(dataDir, threads)
    const args = [...delayArgs, START]
    const server = await start({ args, pages: true, dataDir, env: { SCRIPTED_PACE_MS: String(paceMs) } })
    return { ...server, threads, assistantId: await createAssistant(server.client) }
  }
  try {
    say('Building the bare app.')
    buildBareApp()
    const bare = await start(bareServer)
    const small = await startPlayground(FEW, 0)
    let large: Promise<Playground> | undefined
    await work({ small, bare, large: () => (large ??= startPlayground(MANY, PACE_MS)) })
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
    await rm(folder, { recursive: true, force: true })
  }
}
