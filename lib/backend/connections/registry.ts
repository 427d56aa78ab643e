// All connections of this server: the built-in one, those of the environment, those that were added on a page. They can
// be added, changed and removed while requests are underway.
import type {
  ConnectionInfo,
  ConnectionTest,
  CreateConnectionBody,
  ModifyConnectionBody,
} from '@/lib/protocol/connection'
import { badRequest } from '@/lib/protocol/error'
import { idWithin } from '@/lib/protocol/people'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import { createExclusive } from '@/lib/backend/exclusive'
import { plainName } from '@/lib/backend/given-names'
import { requireSecretsFor } from '@/lib/backend/upstream-checks'
import { type Entries, type EntriesOptions, openEntries, requireOfPage } from './connection-entries'
import type { Definition, OpenConnection } from './definition'
import { definitionFrom, withChanges } from './definition-changes'
import { newConnectionIdFor } from './new-id'

export type Registry = Awaited<ReturnType<typeof openRegistry>>

interface RegistryOptions extends EntriesOptions {
  /** Whose connections they are. */
  readonly project: string
  /** Where several instances share the database. */
  readonly jobs: Jobs | undefined
  /** Asks the backend step by step; what failed is its result, it never throws. */
  readonly test: (definition: Definition) => Promise<ConnectionTest>
  /** Throws ApiError (400) where the address leads back to this server. */
  readonly refuseOwn: (url: string) => Promise<void>
  /** Of a connection that is deleted, or leads elsewhere now. */
  readonly forgetSeen: (id: string) => Promise<unknown>
}

/** With every connection open. */
export async function openRegistry({ test, ...options }: RegistryOptions) {
  const entries = await openEntries(options)
  const exclusive = createExclusive()
  const inTurn: InTurn = (work) => exclusive('connections', work)
  return {
    list: entries.list,
    /** What answers a connection's requests; without an id the default's. */
    find: (id: string = entries.defaultId()): OpenConnection | undefined => entries.find(id)?.connection,
    defaultId: entries.defaultId,
    /** Of all of them. */
    routes: entries.routes,
    settings: entries.settings,
    settingsOf: entries.settingsOf,
    /** Undefined for the built-in one. Throws ApiError (404). */
    kindOf: (id: string): Definition['kind'] | undefined => entries.get(id).definition?.kind,

    /** Of one that is not stored: nothing is kept of it. */
    testOf: (body: CreateConnectionBody) => test(definitionFrom(body)),

    /** What it finds is kept. Throws ApiError (400) for the built-in one, and 404. */
    async test(id: string): Promise<ConnectionTest> {
      const { definition } = entries.get(id)
      if (!definition) throw badRequest('The built-in backend needs no test: it is this server.')
      const result = await test(definition)
      await inTurn(() => entries.keepTest(definition, result))
      return result
    },

    /** As the database has them, after another instance has changed them. */
    readAnew: () => inTurn(entries.readAnew),

    ...changing(entries, { ...options, inTurn }),
    close: entries.close,
  }
}

type InTurn = <T>(work: () => Promise<T>) => Promise<T>

type Changed = 'project' | 'jobs' | 'stored' | 'tests' | 'database' | 'forgetSeen' | 'refuseOwn'

interface ChangingOptions extends Pick<RegistryOptions, Changed> {
  readonly inTurn: InTurn
}

function changing(entries: Entries, options: ChangingOptions) {
  const { project, jobs, stored, tests, database, forgetSeen, refuseOwn, inTurn } = options
  const others = (id: string) => entries.list().filter((each) => each.id !== id)
  async function change(id: string, body: ModifyConnectionBody) {
    const before = requireOfPage(entries.get(id), 'changed')
    if (entries.get(id).isLocked && body.key === undefined) throw keyNeeded(id)
    requireSecretsFor(before, body)
    if (body.name !== undefined && body.name !== before.name) refuseTaken(body.name, others(id))
    if (body.url !== undefined && body.url !== before.url) await refuseOwn(body.url)
    const changed = withChanges(before, body)
    await stored.put(changed)
    // Another name leads to the same backend.
    if (Object.keys(body).some((field) => field !== 'name')) await tests.remove(id)
    await entries.get(id).connection.close()
    await entries.enter(changed)
  }

  return {
    add: (body: CreateConnectionBody) =>
      inTurn(async () => {
        refuseTaken(body.name, entries.list())
        await refuseOwn(body.url)
        const id = idWithin(
          project,
          newConnectionIdFor(body, (id) => entries.find(idWithin(project, id)) !== undefined),
        )
        const definition = definitionFrom(body, id)
        await stored.put(definition)
        await entries.enter(definition)
        return entries.settingsOf(id)
      }),

    modify: (id: string, { is_default, ...body }: ModifyConnectionBody) =>
      inTurn(async () => {
        entries.get(id)
        if (Object.keys(body).length > 0) await change(id, body)
        if (is_default) await entries.setDefault(id)
        return entries.settingsOf(id)
      }),

    /** Deletes it with all that was recorded of it here. Nothing is deleted at its backend. */
    remove: (id: string) =>
      inTurn(async () => {
        requireOfPage(entries.get(id), 'deleted')
        await entries.get(id).connection.close()
        await stored.remove(id)
        await tests.remove(id)
        await forgetSeen(id)
        entries.drop(id)
        await jobs?.forget(id)
        await database.removeConnection(id)
      }),
  }
}

/** Two of one name could not be told apart where pages name them. Throws ApiError (400). */
function refuseTaken(name: string, others: readonly ConnectionInfo[]) {
  const taken = others.find((each) => each.name !== null && plainName(each.name) === plainName(name))
  if (!taken) return
  throw badRequest(`There is a connection named '${taken.name}' already: choose another name.`, {
    param: 'name',
    code: 'name_taken',
  })
}

/** What is stored of them would be overwritten with nothing. */
const keyNeeded = (id: string) =>
  badRequest(`The key of the connection '${id}' cannot be decrypted: enter it again.`, {
    param: 'key',
    code: 'missing_required_parameter',
  })
