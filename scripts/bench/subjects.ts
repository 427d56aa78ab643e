// What is measured: the playground with few threads, the playground with many and a model that takes its time, and the
// bare app; all at once, so that their figures are taken in turn.
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startServer, type Server } from './child-server'
import { createAssistant } from './run-requests'
import { seedThreads } from './seed'

const FEW = 1_000
const MANY = 100_000
/** The wait before each token where runs are watched: a quick model. */
const PACE_MS = 5

export interface Playground extends Server {
  readonly threads: number
  readonly assistantId: string
}

export interface Subjects {
  readonly small: Playground
  readonly large: Playground
  readonly bare: Server
}

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Seeds, builds and starts them, hands them to `work`, and ends them and their data whatever happens. */
export async function withSubjects(say: (line: string) => void, work: (subjects: Subjects) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), 'playground-bench-'))
  const servers: Server[] = []
  const start = async (options: Parameters<typeof startServer>[0]) => {
    const server = await startServer(options)
    servers.push(server)
    return server
  }
  const startPlayground = async (threads: number, paceMs: number): Promise<Playground> => {
    const DATA_DIR = join(folder, String(threads))
    say(`Seeding ${threads.toLocaleString('en')} threads.`)
    await seedThreads(DATA_DIR, threads)
    const server = await start({
      script: at('../start.mjs'),
      environment: { DATA_DIR, SCRIPTED_PACE_MS: String(paceMs) },
    })
    return { ...server, threads, assistantId: await createAssistant(server.client) }
  }
  try {
    say('Building the bare app.')
    buildBareApp()
    const bare = await start({ script: at('./bare-server.ts'), execArgv: ['--import', 'tsx'] })
    const small = await startPlayground(FEW, 0)
    const large = await startPlayground(MANY, PACE_MS)
    await work({ small, large, bare })
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
    await rm(folder, { recursive: true, force: true })
  }
}

function buildBareApp() {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const { status, stdout, stderr } = spawnSync(process.execPath, [next, 'build'], {
    cwd: at('./bare-app'),
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The bare app could not be built:\n${stdout}${stderr}`)
}
