import { fork, type ChildProcess } from 'node:child_process'
import { readyUrlOf } from '@/lib/server/announce'
import { createClient, type Client } from './client'

export interface Server {
  readonly pid: number
  readonly url: string
  readonly client: Client
  stop(): Promise<void>
}

interface ServerOptions {
  readonly script: string
  readonly execArgv?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

/** What may stand in the environment of whoever measures, and must not change what is measured. */
const unset = Object.fromEntries(
  ['MODEL_BASE_URL', 'MODEL_API_KEY', 'MODEL_NAMES', 'ACCESS_TOKEN', 'ALLOWED_HOSTS', 'CORS_ORIGINS'].map((name) => [
    name,
    '',
  ]),
)

/** Starts a server on a free port of the loopback address and waits until it says that it is ready. */
export async function startServer({ script, execArgv = [], environment = {} }: ServerOptions): Promise<Server> {
  const child = fork(script, [], {
    execArgv: [...execArgv],
    env: {
      ...process.env,
      ...unset,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      HOST: '127.0.0.1',
      PORT: '0',
      ...environment,
    },
    silent: true,
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = await addressOf(child)
  const client = createClient(url)
  return {
    pid: child.pid ?? 0,
    url,
    client,
    async stop() {
      client.close()
      child.kill()
      await exited
    },
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk.toString('utf8')
      const address = readyUrlOf(output)
      if (address) resolve(address)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => reject(new Error(`A server ended with ${code} before it was ready:\n${output}`)))
  })
}
