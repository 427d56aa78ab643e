import { setTimeout as wait } from 'node:timers/promises'
import type { Backend } from '@/lib/backend/backend'
import type { Definition } from '@/lib/backend/connections/definition'
import { createModelSettings } from '@/lib/backend/endpoints/create-model-settings'
import { withModelSettings } from '@/lib/backend/endpoints/settings-routes'
import type { OldThreads, OldThreadsTally } from '@/lib/backend/embedded/old-threads'
import type { Fetch } from '@/lib/backend/fetch'
import { createEmbeddingSource } from '@/lib/backend/models/embedding-source'
import { createModelRegistry, type ModelUpstream } from '@/lib/backend/models/registry'
import { createPeople, type People, peopleSettings } from '@/lib/backend/people/create-people'
import { PUBLIC_GATEWAY } from '@/lib/appbuilder/transport'
import { DEFAULT_PROJECT } from '@/lib/protocol/people'
import type { Responders } from '@/lib/backend/responders/create-responders'
import type { Sealer } from '@/lib/backend/sealing'
import type { OpenDatabase } from '@/lib/backend/store/open-database'
import { type Route, routesOf } from '@/lib/backend/with-routes'
import type { Environment } from './environment'
import type { InstanceKeys } from './instance-keys'
import { deletingOld } from './deleting-old'
import { type OpenBlobs, openBlobs } from './open-blobs'
import { APPBUILDER, openDatabaseOf, openJobsOf } from './open-database-of'
import { openProject, type Shared } from './open-project'
import { audited } from './operations/audited'
import { operatedOf, quotaOf } from './operations/operated'
import { beforeRetention, retentionRoutes } from './operations/retention'
import type { Operated } from './operations/operations'
import { respondersOf } from './open-responders'
import { environmentEmbeddings } from './environment-embeddings'
import { createOutboundFetch } from './outbound-fetch'
import { createProjectRooms, eraseProject, type ProjectRooms } from './projects'
import { openPython, sayWithoutPython } from './python/open-python'

export interface OpenBackend {
  /** Everything that is served under the wires' addresses and /api, of every project. */
  readonly backend: Backend
  readonly people: People
  /** For whoever operates it. */
  readonly operated: Operated
  /** The routes by which a project is reached, for tests that go through all of them. */
  routes(project: string): Promise<readonly Route[]>
  close(): Promise<void>
}

interface ThisProcess {
  readonly sealer: Sealer
  readonly keys: Pick<InstanceKeys, 'fingerprint'>
  /** What its own requests are known by when an address leads back to it. */
  readonly instance: string
}

const LOOK_FOR_PEOPLE_MS = 30_000

/** What is closed when the backend closes, or when it cannot be opened after all: the last first. */
type Closing = (() => Promise<unknown>)[]

/** All connections, and AppBuilder's wire over each. Leaves nothing open when it fails. */
export async function openBackend(environment: Environment, process: ThisProcess): Promise<OpenBackend> {
  const closing: Closing = []
  const close = async () => {
    for (const each of closing.toReversed()) await each()
  }
  try {
    return { ...(await openAll(environment, process, closing)), close }
  } catch (error) {
    // What went wrong first is the reason; that it then does not close well either is its consequence.
    await Promise.allSettled([close()])
    throw error
  }
}

async function openAll(
  environment: Environment,
  { sealer, keys, instance }: ThisProcess,
  closing: Closing,
): Promise<Omit<OpenBackend, 'close'>> {
  const { HTTP_PROXY: http, HTTPS_PROXY: https, NO_PROXY: except } = environment
  const proxies = { http, https, except }
  const fetch = createOutboundFetch(proxies)
  const upstream = upstreamFrom(environment)
  const models = registryOf(environment, { fetch, upstream })
  closing.push(() => models.close())
  const database = await openDatabaseOf(environment, keys, closing)
  const blobs = await openBlobs(environment, database)
  const jobs = await openJobsOf(environment, closing)
  const ofEnvironment = environmentEmbeddings(environment, fetch)
  const embeddings = createEmbeddingSource(ofEnvironment?.embeddings)
  // Before the backend takes up its runs: they may be for an endpoint that was added on a page.
  const modelSettings = await createModelSettings({
    ...{ settings: database.settings, sealer, upstream, models, fetch, report },
    embedding: { source: embeddings, environment: ofEnvironment },
    sleep: (ms, signal) => wait(ms, undefined, { signal }),
    clock: Date.now,
  })
  const python = openPython(environment, fetch)
  closing.push(() => python.close())
  void sayWithoutPython(python, environment)
  const responders = await respondersOf(environment, { database, jobs, sealer, instance, fetch })
  const definitions = [...appBuilderOf(environment), ...environment.connections]
  const shared = {
    environment,
    database,
    blobs,
    jobs,
    models,
    embeddings,
    python,
    sealer,
    instance,
    fetch,
    proxies,
    definitions,
  }
  const { rooms, people } = await openRooms(shared, responders, closing)
  closing.push(async () => jobs?.drain())
  const quota = quotaOf(environment, database)
  const retention = retentionRoutes({ environment, all: () => oldThreadsIn({ people, rooms }) })
  const settings = withModelSettings(modelSettings, responders.before(rooms.backend))
  const inner = beforeRetention(retention, people.before(settings))
  return {
    people,
    operated: operatedOf({ database, blobs, jobs, quota }),
    backend: audited(people.audit, quota.before(inner)),
    async routes(project) {
      const shared = [people.routes, retention, modelSettings, responders.sources].flatMap(routesOf)
      return [...shared, ...(await rooms.of(project)).routes]
    },
  }
}

/** The projects, and who may come to them. */
async function openRooms(
  shared: Omit<Shared, 'over' | 'onOldThreads'>,
  responders: Pick<Responders, 'over' | 'close'>,
  closing: Closing,
): Promise<Others> {
  const here: { people?: People } = {}
  const onOldThreads = (tally: OldThreadsTally) => {
    const detail = { ...tally }
    here.people?.audit({ action: 'threads.expired', by: server, project: null, object: null, detail })
  }
  const rooms = createProjectRooms((project) =>
    openProject(project, { ...shared, onOldThreads, over: responders.over }),
  )
  closing.push(async () => {
    await rooms.close()
    await responders.close()
  })
  const people = await openPeople(shared.environment, { ...shared, rooms })
  here.people = people
  closing.push(async () => people.close(), deletingOld(people))
  // Its failures are those of the start; the others' are their own.
  await rooms.of(DEFAULT_PROJECT)
  openOthers({ people, rooms }, closing)
  return { people, rooms }
}

/** Whoever does what nobody has asked for. */
const server = { kind: 'owner', id: 'server', name: 'the server' } as const

/** Of every project. */
async function oldThreadsIn({ people, rooms }: Others): Promise<readonly OldThreads[]> {
  const opened = await Promise.all(people.projects.ids().map((id) => rooms.of(id)))
  return opened.flatMap(({ oldThreads }) => oldThreads ?? [])
}

interface Rooms extends Pick<Shared, 'jobs'> {
  readonly database: OpenDatabase
  readonly blobs: OpenBlobs
  readonly rooms: ProjectRooms
}

/** Who may come, and what there is to come to. */
const openPeople = (
  { DATA_DIR: dataDir, KEEP_AUDIT_DAYS: auditDays }: Environment,
  { database, blobs, jobs, rooms }: Rooms,
) =>
  createPeople({
    ...{ database, auditDays, report, clock: database.clock },
    watch: database.notifier.isShared ? (changed) => watchPeople(database, changed) : undefined,
    async erase(project) {
      await rooms.closeOne(project)
      await eraseProject(project, { dataDir, blobs, database, jobs })
    },
  })

function watchPeople({ settings, people }: OpenDatabase, changed: () => void) {
  settings.onChangedElsewhere([...peopleSettings], changed)
  people.onEndedElsewhere(changed)
  // A notice may be lost, and whoever may come no more must not come for long.
  const timer = setInterval(changed, LOOK_FOR_PEOPLE_MS).unref()
  return () => clearInterval(timer)
}

interface Others {
  readonly people: People
  readonly rooms: ProjectRooms
}

/** In the background: in every project runs may be left that an earlier process has begun. */
function openOthers({ people, rooms }: Others, closing: Closing) {
  const keep = () => rooms.keep(people.projects.ids())
  let underway = people.projects.resume().then(keep)
  const unsubscribe = people.subscribe(() => {
    underway = underway.then(keep)
  })
  closing.push(async () => {
    unsubscribe()
    await underway
  })
}

interface Upstream {
  readonly fetch: Fetch
  readonly upstream: ReturnType<typeof upstreamFrom>
}

const registryOf = (environment: Environment, { fetch, upstream }: Upstream) =>
  createModelRegistry({
    paceMs: environment.SCRIPTED_PACE_MS,
    sleep: (ms, signal) => wait(ms, undefined, { signal }),
    fetch,
    firstMs: environment.MODEL_FIRST_TOKEN_SECONDS * 1_000,
    idleMs: environment.MODEL_SILENCE_SECONDS * 1_000,
    leaveOut: environment.MODEL_LEAVE_OUT,
    ...(upstream && { upstream }),
  })

function appBuilderOf({ APPBUILDER_TOKEN: key, APPBUILDER_GATEWAY: url = PUBLIC_GATEWAY }: Environment): Definition[] {
  if (key === undefined) return []
  const none = { apiVersion: null, organization: null, project: null, headers: {} }
  return [{ ...none, id: APPBUILDER, kind: 'appbuilder', name: 'AppBuilder', origin: 'environment', url, key }]
}

const report = (message: string, error: unknown) => console.error(message, error)

function upstreamFrom(environment: Environment): ModelUpstream | undefined {
  const { MODEL_API: api = 'chat_completions', MODEL_BASE_URL: baseUrl } = environment
  const { MODEL_API_KEY: apiKey = '', MODEL_NAMES: names, MODEL_PRICES: prices } = environment
  return baseUrl === undefined ? undefined : { api, baseUrl, apiKey, names, ...(prices && { prices }) }
}
