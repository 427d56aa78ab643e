// The server process: one process, one address, one data folder. docs/decisions/0003-one-process-one-door.md says why.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDoor } from '@/lib/backend/door'
import { ApiError } from '@/lib/protocol/error'
import { announce } from './announce'
import { outliveReaders } from './broken-pipe'
import { ensureBuilt } from './build'
import { close, onEndSignal } from './close'
import { type DataFolder, openDataFolder } from './data-folder'
import { type Environment, EnvironmentError, readEnvironment } from './environment'
import { createAccess } from './guard/access'
import { refuse } from './guard/answers'
import { createClientAddress } from './guard/client-address'
import { openEndedSessions } from './guard/ended-sessions'
import { admitsUpgrade, createGuard, type GuardRules } from './guard/guard'
import { createLogin } from './guard/login'
import { createLoginPages } from './guard/login-page'
import { kindOf } from './guard/paths'
import { createSessionAnswers } from './guard/session-answers'
import { type Handle, listen } from './listen'
import { StartError } from './start-error'

const root = fileURLToPath(new URL('../..', import.meta.url))
const say = (line: string) => console.log(line)

/** Starts the server; `--dev` in Next's development mode, `--build` only builds the pages. */
export async function main(flags: readonly string[]): Promise<void> {
  outliveReaders([process.stdout, process.stderr])
  const stopping = new AbortController()
  try {
    if (flags.includes('--build')) await ensureBuilt({ root, say, signal: stopping.signal })
    else await start({ development: flags.includes('--dev'), stopping })
  } catch (error) {
    // A signal came before the start was over; whoever sent it is not waiting for reasons.
    if (stopping.signal.aborted) return
    if (!isForOperator(error)) throw error
    console.error(error.message)
    process.exit(1)
  }
}

const isForOperator = (error: unknown): error is Error =>
  error instanceof StartError ||
  error instanceof EnvironmentError ||
  (error instanceof Error && error.name === 'StoreOpenError')

interface Start {
  readonly development: boolean
  readonly stopping: AbortController
}

async function start({ development, stopping }: Start) {
  const startedAt = performance.now()
  const environment = readEnvironment(process.env)
  const folder = openDataFolder(environment.DATA_DIR)
  const rules = rulesFrom(environment, folder, { development })
  const guard = createGuard(rules)
  let handle: Handle = answerNotYet
  let closeBackend = () => Promise.resolve()
  const listener = await listen({ host: environment.HOST, port: environment.PORT }, (request, response) => {
    if (guard(request, response)) handle(request, response)
  })
  const stop = async () => {
    stopping.abort()
    handle = answerNotYet
    const inTime = await close({ listener, closeBackend: () => closeBackend() })
    folder.release()
    process.exit(inTime ? 0 : 1)
  }
  onEndSignal(() => void stop())

  if (!development) await ensureBuilt({ root, say, signal: stopping.signal })
  // Imported only now: a start that fails fails at once.
  const [{ openBackend }, { createPages }] = await Promise.all([import('./open-backend'), import('./pages')])
  const [embedded, pages] = await Promise.all([
    openBackend(environment),
    createPages({ root, development, host: environment.HOST, port: listener.port }),
  ])
  closeBackend = embedded.close
  openDoor(embedded.backend)
  if (development) {
    listener.server.on('upgrade', (request, socket, head) => {
      if (admitsUpgrade(request, rules)) pages.upgrades.emit('upgrade', request, socket, head)
      else socket.destroy()
    })
  }
  handle = pages.handle
  announce({ environment, port: listener.port, seconds: (performance.now() - startedAt) / 1000, say })
}

function rulesFrom(environment: Environment, folder: DataFolder, mode: Pick<Start, 'development'>): GuardRules {
  const { ALLOWED_HOSTS, CORS_ORIGINS, HOST, MAX_BODY_BYTES } = environment
  return {
    host: HOST.toLowerCase(),
    allowedHosts: new Set(ALLOWED_HOSTS),
    corsOrigins: new Set(CORS_ORIGINS),
    maxBodyBytes: MAX_BODY_BYTES,
    development: mode.development,
    entrance: entranceFrom(environment, folder),
  }
}

function entranceFrom({ ACCESS_TOKEN: token, TRUSTED_PROXIES }: Environment, folder: DataFolder) {
  if (token === undefined) return undefined
  const endedSessions = openEndedSessions({ file: join(folder.path, 'ended-sessions.json'), clock: Date.now })
  const access = createAccess({ token, secret: folder.sessionSecret(), clock: Date.now, endedSessions })
  const clientAddress = createClientAddress(TRUSTED_PROXIES)
  const parts = { access, clientAddress, answers: createSessionAnswers() }
  return { ...parts, login: createLogin({ ...parts, drawPage: createLoginPages(join(root, 'messages')) }) }
}

/** While the pages are built, and while the process ends. SDKs try again by themselves, and browsers as told here. */
const answerNotYet: Handle = (request, response) => {
  response.setHeader('retry-after', 2)
  response.setHeader('refresh', 2)
  const kind = kindOf(request.url ?? '')
  refuse(response, kind, new ApiError(503, 'The playground is starting. Try again in a few seconds.'))
}
