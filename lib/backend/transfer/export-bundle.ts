// Writes all that is kept of a connection, or some of its threads, in the layout that imports read. What is written of
// the same objects is always the same, but for the manifest's time.
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Store } from '@/lib/backend/store/store'
import { ASSISTANTS, FILES, MANIFEST, THREADS, VECTOR_STORES } from './bundle-files'
import { UNDERWAY } from './ended-here'
import { fileIdsOf } from './file-ids'
import { PLACEHOLDER, type Placeholder } from './placeholder'
import { MANIFEST_SCHEMA, THREAD_SCHEMA } from './read-bundle'
import type { Raw } from './unit'

/** A file of an export, written piece by piece when it is its turn. */
export interface BundleFile {
  readonly name: string
  readonly content: AsyncIterable<string>
}

interface Exporting {
  readonly store: Store
  /** Null exports every thread. Those that are not there are told by the manifest. */
  readonly threadIds: readonly string[] | null
  readonly now: () => Date
}

/** The files one after the other, each to be written to its end before the next is asked for; the manifest last. */
export async function* exportBundle(exporting: Exporting): AsyncGenerator<BundleFile> {
  const { store, threadIds } = exporting
  let assistants = 0
  const counted = async function* () {
    for await (const assistant of assistantsOf(store)) {
      assistants += 1
      yield assistant
    }
  }
  yield { name: ASSISTANTS, content: listText(counted()) }
  for (const [name, kind] of [
    [VECTOR_STORES, 'vector_store'],
    [FILES, 'file'],
  ] as const) {
    const documents = await placeholders(store, kind)
    if (documents.length > 0) yield { name, content: listText(documents) }
  }
  const failed: string[] = []
  let threads = 0
  for await (const id of threadIds ?? idsOf(store)) {
    if (await store.threads.get(id)) {
      threads += 1
      yield { name: `${THREADS}${encodeURIComponent(id)}.json`, content: threadText(store, id) }
    } else failed.push(id)
  }
  yield { name: MANIFEST, content: manifestText(exporting, { assistants, threads, failed }) }
}

interface Written {
  readonly assistants: number
  readonly threads: number
  readonly failed: readonly string[]
}

async function* manifestText({ now, threadIds }: Exporting, { assistants, threads, failed }: Written) {
  const manifest = {
    export_schema: MANIFEST_SCHEMA,
    exported_at: now().toISOString(),
    endpoint: 'assistants-playground',
    assistants_count: assistants,
    threads_requested: threadIds?.length ?? threads,
    threads_exported: threads,
    threads_failed: failed,
  }
  yield `${JSON.stringify(manifest, null, 2)}\n`
}

async function placeholders(store: Store, kind: keyof typeof PLACEHOLDER): Promise<readonly Raw[]> {
  return (await store.records.list(PLACEHOLDER[kind])).map(({ document }) => (document as Placeholder).document)
}

async function* threadText(store: Store, id: string): AsyncGenerator<string> {
  const thread = await store.threads.get(id)
  yield `{"export_schema":${JSON.stringify(THREAD_SCHEMA)},\n"thread_id":${JSON.stringify(id)},\n`
  yield `"thread":${JSON.stringify(thread)},\n"messages":`
  const files = new Set<string>()
  yield* listText(messagesOf(store, id, files))
  yield ',"runs":'
  yield* listText(runsOf(store, id))
  yield `,"files":${JSON.stringify(await describedFiles(store, files))},\n"errors":[]`
  yield `,\n"playground":${JSON.stringify(await extrasOf(store, id))}}\n`
}

async function describedFiles(store: Store, ids: ReadonlySet<string>): Promise<Raw> {
  const described: Record<string, Raw> = {}
  for (const id of ids) {
    const known = (await store.records.get(PLACEHOLDER.file, id)) as Placeholder | undefined
    if (known) described[id] = known.document
  }
  return described
}

async function extrasOf(store: Store, id: string): Promise<Raw> {
  const summary = await store.threads.summary(id)
  const underway = (await store.records.get(UNDERWAY, id)) as Raw | undefined
  return { title: summary?.title ?? null, labels: summary?.labels ?? [], ...(underway && { underway }) }
}

const PAGE = { limit: 100, order: 'asc' } as const

async function* assistantsOf(store: Store) {
  for (let after: string | undefined, hasMore = true; hasMore;) {
    const page = await store.assistants.list({ ...PAGE, after })
    yield* page.data
    after = page.data.at(-1)?.id
    hasMore = page.hasMore
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

async function* runsOf(store: Store, threadId: string): AsyncGenerator<Run & { readonly steps: unknown }> {
  for (let after: string | undefined, hasMore = true; hasMore;) {
    const page = await store.runs.list(threadId, { ...PAGE, after })
    for (const run of page.data) yield { ...run, steps: await store.steps.all(run.id) }
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
