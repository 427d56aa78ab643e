// The server process: one process, one address, one data folder. docs/decisions/0003-one-process-one-door.md says why.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { openDoor } from '@/lib/backend/door'
import { createSealer } from '@/lib/backend/sealing'
import { ApiError } from '@/lib/protocol/error'
import { announce } from './announce'
import { outliveReaders } from './broken-pipe'
import { ensureBuilt } from './build'
import { close, onEndSignal } from './close'
import { type DataFolder, openDataFolder } from './data-folder'
import { maxConnectionsOf, limitConnections } from './descriptors'
import { type Environment, readEnvironment } from './environment'
import { entranceFrom } from './entrance'
import { failureLine } from './failure-line'
import { refuse } from './guard/answers'
import { admitsUpgrade, createGuard, type GuardRules } from './guard/guard'
import { kindOf } from './guard/paths'
import { createPeopleHere, type PeopleHere } from './guard/people-here'
import { createSessionAnswers, endAnswersInTime } from './guard/session-answers'
import { type InstanceKeys, instanceKeysFrom } from './instance-keys'
import { type Handle, listen, type Listener } from './listen'
import { takeOverConsole } from './operations/log'
import { createOperations } from './operations/operations'
import type { OpenBackend } from './open-backend'
import type { Pages, PagesOptions } from './pages'
import { exposedLine, makeFilesPrivate } from './private-files'
import { createNotYet } from './starting-page'
import { withViewer } from './viewer/serve-viewer'

const say = (line: string) => console.log(line)

export interface MainOptions {
  /** The folder of the project. */
  readonly root: string
  /** `--dev` for Next's development mode, `--build` to only build the pages. */
  readonly flags: readonly string[]
  /** The pages have come with the server, and there is nothing to build them from. */
  readonly prebuilt?: boolean
}

/** Starts the server. A start that fails says why in a line and ends the process with code 1. */
export async function main({ root, flags, prebuilt = false }: MainOptions): Promise<void> {
  outliveReaders([process.stdout, process.stderr])
  const stopping = new AbortController()
  let end: End = (code) => process.exit(code)
  const fail = (error: unknown) => {
    // A signal, or another failure, has stopped the start already.
    if (stopping.signal.aborted) return
    stopping.abort()
    console.error(failureLine(error))
    void end(1)
  }
  const isStarted = onStrayErrors(fail)
  try {
    if (flags.includes('--build')) await ensureBuilt({ root, say, signal: stopping.signal })
    else await start({ root, prebuilt, development: flags.includes('--dev'), stopping, onEnd: (by) => (end = by) })
    isStarted()
  } catch (error) {
    fail(error)
  }
}

/** Closes what is open and ends the process. */
type End = (code: 0 | 1) => unknown

/** Fails the start on uncaught errors. After the start Next reports them, and the process goes on. */
function onStrayErrors(fail: (error: unknown) => void): () => void {
  process.on('uncaughtException', fail).on('unhandledRejection', fail)
  return () => void process.off('uncaughtException', fail).off('unhandledRejection', fail)
}

interface Start {
  readonly root: string
  readonly prebuilt: boolean
  readonly development: boolean
  readonly stopping: AbortController
  /** Says how to end once something is open. */
  readonly onEnd: (end: End) => void
}

async function start({ root, prebuilt, development, stopping, onEnd }: Start) {
  const startedAt = performance.now()
  const connections = maxConnectionsOf()
  const environment = readEnvironment(process.env)
  const operations = createOperations(environment, takeOverConsole(environment.LOG_FORMAT))
  const isShared = environment.DATABASE_URL !== undefined
  // What instances over one database keep in it is their own, or the same for all.
  const folder = openDataFolder(environment.DATA_DIR, { isShared })
  const keys = instanceKeysFrom(environment, folder)
  onEnd((code) => {
    folder.release()
    process.exit(code)
  })
  if (folder.exposed.length > 0) say(exposedLine(folder.exposed))
  const instance = randomUUID()
  const here = createPeopleHere()
  const rules = rulesFrom({ environment, folder, keys, root, development, instance, here })
  const guard = createGuard(rules)
  const answerNotYet = createNotYet(join(root, 'messages'))
  let handle: Handle = answerNotYet
  let opening: Promise<OpenBackend | undefined> = Promise.resolve(undefined)
  const listener = await listen({ host: environment.HOST, port: environment.PORT }, (request, response) => {
    if (!operations.take(request, response) && guard(request, response)) handle(request, response)
  })
  limitConnections(listener.server, connections, (line) => console.error(line))
  const end: End = async (code) => {
    stopping.abort()
    operations.drain()
    handle = answerNotYet
    const inTime = await close({ listener, isShared, closeBackend: () => closeOpened(opening, operations) })
    folder.release()
    process.exit(inTime ? code : 1)
  }
  onEnd(end)
  onEndSignal(() => void end(0))

  const hasPages = environment.PAGES === 'on'
  if (hasPages && !development && !prebuilt) await ensureBuilt({ root, say, signal: stopping.signal })
  // Only after the build, whose output other users may read.
  makeFilesPrivate()
  // Imported only now, so that a start that fails does so at once.
  const [{ openBackend }, { createWire }] = await Promise.all([import('./open-backend'), import('./wire')])
  await operations.begin(listener.unfinished, async () => (await opening)?.operated.level())
  const opened = openBackend(environment, { sealer: createSealer(keys.sealing), keys, instance })
  opening = opened
  const at = { root, development, host: environment.HOST, port: listener.port }
  const [{ backend: inner, people, operated }, pages] = await Promise.all([
    opened,
    hasPages ? openPages(at) : undefined,
  ])
  const backend = withViewer(inner, { root, development })
  openDoor(backend)
  here.open(people)
  if (development && pages) passUpgrades(listener, pages, rules)
  handle = operations.before(handleBy({ wire: createWire(backend), pages: pages?.handle, development }))
  operations.opened(operated)
  announce({ environment, port: listener.port, seconds: (performance.now() - startedAt) / 1000, say })
}

/** Next's sockets, which only development has. */
function passUpgrades({ server }: Listener, { upgrades }: Pages, rules: GuardRules) {
  server.on('upgrade', (request, socket, head) => {
    if (admitsUpgrade(request, rules)) upgrades.emit('upgrade', request, socket, head)
    else socket.destroy()
  })
}

interface Ways {
  readonly wire: Handle
  readonly pages: Handle | undefined
  readonly development: boolean
}

/** Next answers for pages and passes on what they ask; SDKs are answered without it, save in development. */
function handleBy({ wire, pages, development }: Ways): Handle {
  if (development && pages) return pages
  return (request, response) => {
    const kind = kindOf(request.url ?? '')
    if (kind === 'wire') wire(request, response)
    else if (pages) pages(request, response)
    else if (kind === 'api') wire(request, response)
    else answerNoPages(request, response)
  }
}

const openPages = async (at: PagesOptions) => (await import('./pages')).createPages(at)

/** What watches the backend goes last, also when that does not close well. */
async function closeOpened(
  opening: Promise<OpenBackend | undefined>,
  operations: Pick<ReturnType<typeof createOperations>, 'close'>,
) {
  // One that fails has closed itself, and the start has said so.
  const [outcome] = await Promise.allSettled([opening])
  try {
    if (outcome.status === 'fulfilled') await outcome.value?.close()
  } finally {
    await operations.close()
  }
}

interface RulesFrom extends Pick<Start, 'root' | 'development'> {
  readonly environment: Environment
  readonly folder: DataFolder
  readonly keys: InstanceKeys
  readonly instance: string
  readonly here: PeopleHere
}

function rulesFrom({ environment, folder, keys, root, development, instance, here }: RulesFrom): GuardRules {
  const answers = createSessionAnswers()
  const { ALLOWED_HOSTS, CORS_ORIGINS, HOST, MAX_BODY_BYTES } = environment
  const entrance = entranceFrom({ environment, folder, keys, here, answers, messages: join(root, 'messages') })
  endAnswersInTime({ answers, here, access: entrance?.access })
  return {
    host: HOST.toLowerCase(),
    allowedHosts: new Set(ALLOWED_HOSTS),
    corsOrigins: new Set(CORS_ORIGINS),
    maxBodyBytes: MAX_BODY_BYTES,
    development,
    ...{ instance, here, answers, entrance },
  }
}

/** The answer of a server that was started without pages. */
const answerNoPages: Handle = (request, response) => {
  refuse(response, 'page', new ApiError(404, 'This server runs without pages: PAGES is off.'))
}
