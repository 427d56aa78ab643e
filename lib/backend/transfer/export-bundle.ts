// Writes all that is kept of a connection, or some of its threads, in the layout that imports read. What is written of
// the same objects is always the same, but for the manifest's time.
import type { Demo } from '@/lib/protocol/demo'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Blobs } from '@/lib/backend/blobs/blobs'
import type { Store } from '@/lib/backend/store/store'
import { DEMO } from '@/lib/backend/wire/demos'
import { leavingResponders, RESPONDERS } from '@/lib/backend/wire/responder-record'
import { ASSISTANTS, CONTENTS, DEMOS, FILES, MANIFEST, RESPONDERS_FILE, THREADS, VECTOR_STORES } from './bundle-files'
import { UNDERWAY } from './ended-here'
import { bytesOf, describedFile, describedIn, filesIn, type FileSizes, type FilesToExport } from './exported-files'
import { fileIdsOf, stepFileIdsOf, storeIdsOf, toolFileIdsOf } from './file-ids'
import { storesIn } from './exported-stores'
import { FORMAT, MANIFEST_SCHEMA, THREAD_SCHEMA } from './read-bundle'
import type { Raw } from './unit'

/** A file of an export, written piece by piece when it is its turn. */
export interface BundleFile {
  readonly name: string
  readonly content: AsyncIterable<string | Uint8Array>
}

export interface Exporting {
  readonly store: Store
  readonly blobs: Pick<Blobs, 'read'>
  /** Whether it has the bytes of files, or only what describes them. */
  readonly withBytes: boolean
  /** Null exports every thread, and every file. Threads that are not there are told by the manifest. */
  readonly threadIds: readonly string[] | null
  readonly now: () => Date
}

interface Written {
  assistants: number
  threads: number
  readonly failed: string[]
  /** The files that threads and assistants name, where not all are exported. */
  readonly named: Set<string> | null
  readonly namedStores: Set<string> | null
}

/** The files one after the other, each to be written to its end before the next is asked for; the manifest last. */
export async function* exportBundle(exporting: Exporting): AsyncGenerator<BundleFile> {
  const { store, threadIds } = exporting
  const named = () => threadIds && new Set<string>()
  const written: Written = { assistants: 0, threads: 0, failed: [], named: named(), namedStores: named() }
  yield { name: ASSISTANTS, content: listText(assistantsOf(store, written)) }
  if (await hasAny(demosIn(store))) yield { name: DEMOS, content: listText(demosIn(store)) }
  if (await hasAny(respondersIn(store))) yield { name: RESPONDERS_FILE, content: listText(respondersIn(store)) }
  for await (const id of threadIds ?? idsOf(store)) {
    if (await store.threads.get(id)) {
      written.threads += 1
      yield { name: `${THREADS}${encodeURIComponent(id)}.json`, content: threadText(store, id, written) }
    } else written.failed.push(id)
  }
  const { namedStores: ids } = written
  const stores = () => storesIn({ store, ids, onFile: (id) => void written.named?.add(id) })
  if (await hasAny(stores())) yield { name: VECTOR_STORES, content: listText(stores()) }
  const asked = { store, ids: written.named }
  if (await hasAny(describedIn(asked))) yield { name: FILES, content: listText(describedIn(asked)) }
  const bytes = exporting.withBytes ? yield* contents(exporting, asked) : { files: 0, bytes: 0 }
  yield { name: MANIFEST, content: manifestText(exporting, written, bytes) }
}

/** The bytes of the files, each once. Those that were deleted meanwhile are left out. Returns how many there were. */
async function* contents({ blobs }: Exporting, asked: FilesToExport): AsyncGenerator<BundleFile, FileSizes> {
  let [files, bytes] = [0, 0]
  for await (const file of filesIn(asked)) {
    const content = await bytesOf(blobs, file.id)
    if (!content) continue
    files += 1
    bytes += file.bytes
    yield { name: `${CONTENTS}${file.id}`, content }
  }
  return { files, bytes }
}

async function hasAny(objects: AsyncIterable<unknown>): Promise<boolean> {
  for await (const _ of objects) return true
  return false
}

async function* manifestText({ now, threadIds }: Exporting, written: Written, bytes: FileSizes) {
  const { assistants, threads, failed } = written
  const manifest = {
    export_schema: MANIFEST_SCHEMA,
    exported_at: now().toISOString(),
    endpoint: 'assistants-playground',
    assistants_count: assistants,
    threads_requested: threadIds?.length ?? threads,
    threads_exported: threads,
    threads_failed: failed,
    playground: { format: FORMAT, file_contents: bytes.files, file_bytes: bytes.bytes },
  }
  yield `${JSON.stringify(manifest, null, 2)}\n`
}

async function* threadText(store: Store, id: string, written: Written): AsyncGenerator<string> {
  const thread = await store.threads.get(id)
  yield `{"export_schema":${JSON.stringify(THREAD_SCHEMA)},\n"thread_id":${JSON.stringify(id)},\n`
  yield `"thread":${JSON.stringify(thread)},\n"messages":`
  const files = new Set<string>(toolFileIdsOf({ ...thread }))
  yield* listText(messagesOf(store, id, files))
  yield ',"runs":'
  yield* listText(runsOf(store, id, files))
  yield `,"files":${JSON.stringify(await describedFiles(store, files))},\n"errors":[]`
  yield `,\n"playground":${JSON.stringify(await extrasOf(store, id))}}\n`
  for (const file of files) written.named?.add(file)
  nameGiven(written, { ...thread })
}

async function describedFiles(store: Store, ids: ReadonlySet<string>): Promise<Raw> {
  const described: Record<string, Raw> = {}
  for (const id of ids) {
    const known = await describedFile(store, id)
    if (known) described[id] = known
  }
  return described
}

async function extrasOf(store: Store, id: string): Promise<Raw> {
  const summary = await store.threads.summary(id)
  const underway = (await store.records.get(UNDERWAY, id)) as Raw | undefined
  const marks = await store.ratings.marks(id)
  return {
    title: summary?.title ?? null,
    labels: summary?.labels ?? [],
    ...(underway && { underway }),
    ...(marks.size > 0 && { runs: Object.fromEntries(marks) }),
  }
}

/** What the tools of an assistant or a thread have. */
function nameGiven({ named, namedStores }: Written, given: object) {
  for (const id of toolFileIdsOf({ ...given })) named?.add(id)
  for (const id of storeIdsOf({ ...given })) namedStores?.add(id)
}

const PAGE = { limit: 100, order: 'asc' } as const

async function* assistantsOf(store: Store, written: Written) {
  for (let after: string | undefined, hasMore = true; hasMore;) {
    const page = await store.assistants.list({ ...PAGE, after })
    for (const assistant of page.data) {
      written.assistants += 1
      nameGiven(written, assistant)
      yield assistant
    }
    after = page.data.at(-1)?.id
    hasMore = page.hasMore
  }
}

async function* demosIn(store: Store): AsyncGenerator<Raw> {
  for (const { id, document } of await store.records.list(DEMO)) yield { assistant_id: id, ...(document as Demo) }
}

async function* respondersIn(store: Store): AsyncGenerator<Raw> {
  for (const { id, document } of await store.records.list(RESPONDERS)) {
    const leaving = leavingResponders(document)
    if (leaving) yield { assistant_id: id, ...leaving }
  }
}

async function* idsOf(store: Store): AsyncGenerator<string> {
  for (let after: string | undefined, hasMore = true; hasMore;) {
    const page = await store.threads.list({ ...PAGE, after })
    for (const { id } of page.data) yield id
    after = page.data.at(-1)?.id
    hasMore = page.hasMore
  }
}

async function* messagesOf(store: Store, threadId: string, files: Set<string>): AsyncGenerator<Message> {
  for (let after: string | undefined, hasMore = true; hasMore;) {
    const page = await store.messages.list(threadId, { ...PAGE, after })
    for (const message of page.data) {
      for (const file of fileIdsOf({ ...message })) files.add(file)
      yield message
    }
    after = page.data.at(-1)?.id
    hasMore = page.hasMore
  }
}

async function* runsOf(
  store: Store,
  threadId: string,
  files: Set<string>,
): AsyncGenerator<Run & { readonly steps: unknown }> {
  for (let after: string | undefined, hasMore = true; hasMore;) {
    const page = await store.runs.list(threadId, { ...PAGE, after })
    for (const run of page.data) {
      const steps = await store.steps.all(run.id)
      for (const step of steps) for (const file of stepFileIdsOf({ ...step })) files.add(file)
      yield { ...run, steps }
    }
    after = page.data.at(-1)?.id
    hasMore = page.hasMore
  }
}

/** A JSON list, an object a line. */
async function* listText(objects: AsyncIterable<unknown> | Iterable<unknown>): AsyncGenerator<string> {
  let text = '['
  for await (const object of objects) {
    yield `${text}\n${JSON.stringify(object)}`
    text = ','
  }
  yield text === '[' ? '[]' : '\n]'
}
