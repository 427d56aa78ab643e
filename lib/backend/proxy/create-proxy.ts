// A connection to a backend that speaks the wire itself: its requests are passed on as they come, and what passes is
// recorded, so that pages have lists, logs and a history that no such backend offers.
import { Hono, type Context } from 'hono'
import type { BackendInfo, Capabilities, ProxiedKind } from '@/lib/protocol/connection'
import type { Backend } from '@/lib/backend/backend'
import type { Clock } from '@/lib/backend/clock'
import { createFollowedRuns } from '@/lib/backend/following/followed-runs'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import { createChanges } from '@/lib/backend/log/changes'
import { createEventLog } from '@/lib/backend/log/event-log'
import { createWatch } from '@/lib/backend/log/watch'
import type { RunsHere } from '@/lib/backend/log/runs-here'
import type { RecordTable } from '@/lib/backend/store/record-table'
import type { AnswerTable, Store } from '@/lib/backend/store/store'
import { messageSource } from '@/lib/backend/wire/find-message'
import { handleError } from '@/lib/backend/wire/handle-error'
import { playgroundRoutes } from '@/lib/backend/wire/playground'
import type { ListingThreads } from '@/lib/backend/wire/playground-routes'
import { reportCalmly } from '@/lib/backend/wire/report-calmly'
import { limitBody } from '@/lib/backend/wire/limit-body'
import { createExchangeNotes } from '@/lib/backend/wire/exchange-notes'
import { ACCOUNT_CODES, ApiError } from '@/lib/protocol/error'
import { ensureThread } from './adopt'
import { createAsk } from './ask'
import { capabilitiesOf } from './capabilities'
import { hearOfRuns } from './elsewhere'
import { createKeyed } from './keyed'
import { keepPolling } from './keep-polling'
import { createNamesThere } from './names-there'
import { ownRoutes } from './own-routes'
import { pass, type Passing } from './pass'
import { createPace } from './pace'
import { createQueue } from './queue'
import type { Recording } from './recording'
import { seeActive, seeUsage } from './seen-runs'
import { tellRun } from './tell-run'
import { createThreadListing } from './thread-listing'
import { createWatchers } from './watchers'
import { wireRoutes } from './wire-routes'

export interface ProxyOptions {
  /** The connection's, in addresses and in the database. */
  readonly id: string
  readonly kind: ProxiedKind
  /** How pages name what answers. */
  readonly host: string
  readonly defaultModel?: string
  /** As probed; by default those of the kind. */
  readonly capabilities?: Capabilities
  /** Asked with the wire's own paths. Throws ApiError where nothing answers. */
  readonly upstream: Backend
  /** Another playground, asked below its root for what no Assistants wire tells. */
  readonly own?: Backend | undefined
  /** What is recorded of the connection. */
  readonly store: Store
  /** Where several instances share the store. */
  readonly jobs?: Jobs | undefined
  /** Of bodies that are read here. What only passes has the bounds of the upstream. */
  readonly maxBodyBytes: number
  readonly clock?: Clock
  /** Waits, and throws when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** Tells the operator of what no client can be told. */
  readonly report: (message: string, error: unknown) => void
  /** Without it requests only pass. */
  readonly recording?: boolean
  /** Told what a run shows of its backend, each time. */
  readonly onCapability?: Recording['onCapability']
}

export interface Proxy {
  readonly info: BackendInfo
  readonly backend: Backend
  /** For what other wires keep beside this connection's objects. */
  readonly records: RecordTable
  readonly answers: AnswerTable
  readonly runs: RunsHere
  /** Reads the backend's list of threads in the background from now on, where it has one, and no longer where not. */
  seeCapabilities(capabilities: Pick<Capabilities, 'all_threads'>): Promise<void>
  /** Stops watching runs, which the next start goes on with; streams are cut off. */
  close(): Promise<void>
}

const DEFAULT_MODEL = 'gpt-4o-mini'

/** Opens the connection, and goes on with the runs that an earlier process watched. */
export async function createProxy(options: ProxyOptions): Promise<Proxy> {
  const { store, upstream, jobs, recording: isRecording = true } = options
  const info = infoOf(options)
  const recording = createRecording(options)
  const unlisten = hearOfRuns(recording, (live, seen) => seeActive(recording, live, seen))
  if (isRecording) await recording.runs.recover()
  const passing: Passing = { upstream, recording: isRecording ? recording : undefined }
  const listing = createThreadListing(recording, jobs)
  let isListed = false
  return {
    info,
    backend: createApp({ options, info, recording, passing, listing: () => (isListed ? listing : undefined) }),
    records: store.records,
    answers: store.answers,
    runs: {
      ...{ store, changes: recording.changes, isAnywhere: jobs !== undefined },
      tell: (runId, events) => tellRun(recording, runId, events),
    },
    async seeCapabilities({ all_threads }) {
      if (!isRecording || all_threads === isListed) return
      isListed = all_threads
      await (isListed ? listing.open() : listing.leave())
    },
    async close() {
      await recording.queue.allPut()
      await flushAll(recording)
      // What came while something was being written.
      await flushAll(recording)
      unlisten()
      await recording.runs.close()
      recording.closing.abort(new Error('The server is closing.'))
      recording.watchers.close()
      await recording.queue.ended()
      await listing.ended()
    },
  }
}

async function flushAll({ flushes, queue }: Recording) {
  for (const flush of flushes.values()) flush('all')
  await queue.settled()
}

function createRecording(options: ProxyOptions): Recording {
  const { store, jobs, upstream, clock = Date.now, sleep, own, onCapability = () => undefined } = options
  const report = reportCalmly(options.report, clock)
  const changes = createChanges(clock, store.notifier)
  const watchers = createWatchers(store.notifier, clock)
  const closing = new AbortController()
  const runs = createFollowedRuns({
    ...{ store, jobs, clock, report, isWatched: watchers.isHere },
    follow: (live) => void keepPolling(recording, live),
    leave: ({ id }) => recording.pollers.get(id)?.end(),
  })
  const log = createEventLog({
    ...{ store, changes, objects: 'seen' },
    onWaiting: jobs && ((tables, { id }) => jobs.send(tables, 'respond', { connection: store.connection, id })),
    onRest(live) {
      runs.rested(live)
      const { run } = live.view()
      if (run) seeUsage({ onCapability }, run)
    },
  })
  const recording: Recording = {
    store,
    ask: createAsk(upstream, clock, closing.signal),
    changes,
    clock,
    sleep,
    report,
    log,
    note: createExchangeNotes(clock),
    queue: createQueue({ report, signal: closing.signal }),
    runs,
    streamed: new Map(),
    pace: createPace(),
    flushes: new Map(),
    watchers,
    askedAssistants: new Set(),
    pollers: new Map(),
    closing,
    namesThere: own && createNamesThere({ own, clock, closing: closing.signal }),
    onCapability,
  }
  return recording
}

const infoOf = ({ id, kind, host, defaultModel = DEFAULT_MODEL, capabilities }: ProxyOptions): BackendInfo => ({
  id,
  kind,
  model: { kind: 'upstream', host },
  default_model: defaultModel,
  capabilities: capabilities ?? capabilitiesOf[kind],
})

interface AppOptions {
  readonly options: ProxyOptions
  readonly info: BackendInfo
  readonly recording: Recording
  readonly passing: Passing
  readonly listing: () => ListingThreads | undefined
}

function createApp({ options, info, recording, passing, listing }: AppOptions): Backend {
  const { maxBodyBytes, store } = options
  const { changes, runs, report, watchers } = recording
  const limit = limitBody(maxBodyBytes)
  const engine = { watch: watchers.counting(createWatch({ store, liveOf: (id) => runs.activeRuns.get(id) })) }
  const keyed = createKeyed({ store, engine })

  const app = new Hono()
  wireRoutes(app, { info, passing, keyed, limit })

  const own = new Hono()
  own.use(limit)
  const passOn = (request: Request, path: string) => pass(passing, { request, path, isPage: true })
  ownRoutes(own, recording, { connection: info.id, passOn })
  const addThread = (id: string) => recording.queue.inTurn(id, () => ensureThread(recording, id))
  const services = { store, engine, changes, messages: messageSource(store), addThread, listing }
  playgroundRoutes(info)(own, services)
  app.route('/api', own)
  const message = `A request to ${info.id} failed.`
  // What a client has left behind is no failure.
  const reportOf = ({ req }: Context, { name }: Error) =>
    req.raw.signal.aborted || name === 'AbortError' ? () => undefined : report
  app.onError((error, c) => handleError(error, { report: reportOf(c, error), message }).toResponse())
  return async (request) => {
    const answer = await app.fetch(request)
    return new URL(request.url).pathname.startsWith('/api/') ? withRefusedKey(answer) : answer
  }
}

/**
 * An answer as pages get it. To them 401 and 403 say that they are not signed in here; what was refused is the
 * connection's key.
 */
async function withRefusedKey(answer: Response): Promise<Response> {
  if (answer.status !== 401 && answer.status !== 403) return answer
  const { message } = await ApiError.fromResponse(answer)
  return new ApiError(502, message, { code: ACCOUNT_CODES.refused }).toResponse()
}
