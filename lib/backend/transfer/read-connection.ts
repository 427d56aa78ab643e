// Reads another connection by the wire, to the end of each of its lists. Only reads.
import { ApiError } from '@/lib/protocol/error'
import type { List } from '@/lib/protocol/list'
import { search } from '@/lib/wire-client/requests'
import type { Backend } from '@/lib/backend/backend'
import { createWireClient, type WireClient } from '@/lib/backend/wire/wire-client'
import { fileIdsOf } from './file-ids'
import { isMissing, type Missing, type Raw, type ThreadExtras, type TransferSource, type Unit, unitOf } from './unit'

interface ConnectionSource {
  readonly backend: Backend
  /** Its id in the backend's addresses. */
  readonly connection: string
  /** The threads to read; null reads all that the connection lists or, where it lists none, that were seen of it. */
  readonly threadIds: readonly string[] | null
}

export const readConnection = (source: ConnectionSource): TransferSource => ({
  units: () => unitsOf(createWireClient(source.backend, source.connection), source.threadIds),
  close: async () => {},
})

interface Listed extends Raw {
  readonly id: string
}

async function* unitsOf(client: WireClient, threadIds: readonly string[] | null): AsyncGenerator<Unit | Missing> {
  for await (const store of ifOffered(pagesOf(client, '/vector_stores'))) yield unitOf('vector_store', store, null)
  for await (const assistant of pagesOf(client, '/assistants')) yield unitOf('assistant', assistant, null)
  for await (const id of threadIds ?? knownThreads(client)) {
    const thread = await client.get<Listed>(`/threads/${encodeURIComponent(id)}`).catch(unlessAbsent)
    if (thread) yield* inThread(client, thread)
    else yield { kind: 'thread', id, threadId: id, reason: 'missing_in_source', detail: null }
  }
}

/** All that the connection lists; where it lists none, those that this playground has seen of it. Oldest first. */
async function* knownThreads(client: WireClient): AsyncGenerator<string> {
  let isListed = false
  try {
    for await (const { id } of pagesOf(client, '/threads')) {
      isListed = true
      yield id
    }
  } catch (error) {
    // Hosted services tell this list to browsers alone, others have never had it.
    if (isListed || !(error instanceof ApiError) || ![...absent, 401, 403].includes(error.status)) throw error
    yield* seenThreads(client)
  }
}

async function* seenThreads({ own }: WireClient): AsyncGenerator<string> {
  for (let after = '', hasMore = true; hasMore;) {
    const query = search({ limit: 100, sort: 'created', order: 'asc', after })
    const page = await own.get<List<Listed>>(`/threads${query}`)
    for (const { id } of page.data) yield id
    after = page.last_id
    hasMore = page.has_more && page.data.length > 0
  }
}

async function* inThread(client: WireClient, thread: Listed): AsyncGenerator<Unit | Missing> {
  const { id } = thread
  const path = `/threads/${encodeURIComponent(id)}`
  const shell = unitOf('thread', thread, id)
  yield isMissing(shell) ? shell : { ...shell, extras: await extrasOf(client, id) }
  const files = new Set<string>()
  for await (const message of pagesOf(client, `${path}/messages`)) {
    for (const file of fileIdsOf(message)) files.add(file)
    yield unitOf('message', message, id)
  }
  for await (const run of pagesOf(client, `${path}/runs`)) {
    yield unitOf('run', run, id)
    const steps = pagesOf(client, `${path}/runs/${encodeURIComponent(run.id)}/steps`)
    for await (const step of steps) yield unitOf('step', step, id)
  }
  for (const file of files) yield await fileOf(client, file, id)
}

/** What it is called and how it is labelled here, or at the playground that it is read from. */
async function extrasOf({ own }: WireClient, id: string): Promise<ThreadExtras> {
  const summary = await own.get<Partial<ThreadExtras>>(`/threads/${encodeURIComponent(id)}`).catch(unlessAbsent)
  return { title: summary?.title ?? null, labels: summary?.labels ?? [] }
}

async function fileOf(client: WireClient, id: string, threadId: string): Promise<Unit | Missing> {
  const file = await client.get<Listed>(`/files/${encodeURIComponent(id)}`).catch(unlessAbsent)
  const unit = file && unitOf('file', file, null)
  return unit && !isMissing(unit) ? unit : { kind: 'file', id, threadId, reason: 'missing_in_source', detail: null }
}

/** How servers say that something is not there, or that they have no such things at all. */
const absent: readonly number[] = [400, 404, 405, 501]

function unlessAbsent(error: unknown): undefined {
  if (!(error instanceof ApiError) || !absent.includes(error.status)) throw error
}

/** Nothing where the server does not have such a list. */
async function* ifOffered<T>(objects: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* objects
  } catch (error) {
    unlessAbsent(error)
  }
}

/** Oldest first, page after page to the last. */
async function* pagesOf(client: WireClient, path: string): AsyncGenerator<Listed> {
  let after = ''
  for (let hasMore = true; hasMore;) {
    const page = await client.list<Listed>(path, { limit: 100, order: 'asc', after, before: '' })
    yield* page.data
    after = page.data.at(-1)?.id ?? ''
    hasMore = page.hasMore && page.data.length > 0
  }
}
