// Reads another connection by the wire, to the end of each of its lists. Only reads. What it refuses is told in its
// words, object by object, and stops nothing else.
import type { Backend } from '@/lib/backend/backend'
import { createWireClient } from '@/lib/backend/wire/wire-client'
import { type Asking, type AskSource, createAskSource, type Listed, type Loss } from './ask-source'
import { createDescribed, type Described } from './describe-files'
import { fileIdsOf, stepFileIdsOf } from './file-ids'
import { threadsToRead } from './threads-to-read'
import {
  isId,
  isMissing,
  type Mark,
  type Missing,
  type Reached,
  type Extras,
  type TransferSource,
  unitOf,
  type UnitOrMissing,
  withMarks,
} from './unit'

interface ConnectionSource extends Asking {
  readonly backend: Backend
  /** Its id in the backend's addresses. */
  readonly connection: string
  /** The threads to read; null reads all that the connection lists or, where it lists none, that were seen of it. */
  readonly threadIds: readonly string[] | null
}

export const readConnection = ({ backend, connection, threadIds, ...asking }: ConnectionSource): TransferSource => ({
  units: (from) => unitsOf(createAskSource(createWireClient(backend, connection), asking), threadIds, from),
  close: async () => {},
})

async function* unitsOf(
  ask: AskSource,
  threadIds: readonly string[] | null,
  from: Reached | undefined,
): AsyncGenerator<UnitOrMissing | Mark> {
  const described = createDescribed(ask, from?.described ?? [])
  if (!from) {
    yield* described.allStores()
    yield* assistants(ask, described)
  }
  for await (const id of threadsToRead(ask, threadIds, from)) {
    const thread = await ask.one(`/threads/${encodeURIComponent(id)}`)
    if ('loss' in thread) yield { kind: 'thread', id, threadId: id, ...thread.loss }
    else yield* inThread(ask, described, thread.object)
    const createdAt = 'loss' in thread ? 0 : Number(thread.object['created_at'] ?? 0)
    yield { reached: () => ({ threadId: id, createdAt, described: described.ids() }) }
  }
}

async function* assistants(ask: AskSource, described: Described): AsyncGenerator<UnitOrMissing> {
  const lost: Loss[] = []
  for await (const assistant of ask.list('/assistants', (loss) => lost.push(loss))) {
    yield* described.givenTo(assistant)
    yield unitOf('assistant', assistant, null)
  }
  for (const loss of lost) yield { kind: 'assistant', id: '', threadId: null, ...loss }
}

async function* inThread(ask: AskSource, described: Described, thread: Listed): AsyncGenerator<UnitOrMissing> {
  const { id } = thread
  const path = `/threads/${encodeURIComponent(id)}`
  yield* described.givenTo(thread)
  const shell = unitOf('thread', thread, id)
  yield isMissing(shell) ? shell : { ...shell, extras: await extrasOf(ask, id) }
  const lost: Missing[] = []
  const losing = (kind: Missing['kind'], of: string) => (loss: Loss) =>
    void lost.push({ kind, id: of, threadId: id, ...loss })
  const files = new Set<string>()
  for await (const message of ask.list(`${path}/messages`, losing('message', ''))) {
    for (const file of fileIdsOf(message)) files.add(file)
    yield unitOf('message', message, id)
  }
  const marks = await ask.marks(id)
  for await (const run of ask.list(`${path}/runs`, losing('run', ''))) {
    yield withMarks(unitOf('run', run, id), marks)
    if (!isId(run.id)) continue
    const steps = ask.steps(`${path}/runs/${encodeURIComponent(run.id)}/steps`, losing('step', run.id))
    for await (const step of steps) {
      for (const file of stepFileIdsOf(step)) files.add(file)
      yield unitOf('step', step, id)
    }
  }
  yield* lost
  yield* described.files([...files], id)
}

/** What it is called and how it is labelled here, or at the playground that it is read from. */
async function extrasOf(ask: AskSource, id: string): Promise<Extras> {
  const summary = await ask.summary(id)
  return { title: summary?.title ?? null, labels: summary?.labels ?? [] }
}
