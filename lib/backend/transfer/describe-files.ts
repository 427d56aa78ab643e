// What a connection tells of files and vector stores: their documents, each once, wherever they are used.
import type { AskSource, Listed, Loss } from './ask-source'
import { storeIdsOf, toolFileIdsOf } from './file-ids'
import { isId, isMissing, isRaw, type Missing, type Raw, unitOf, type UnitOrMissing } from './unit'

export type Described = ReturnType<typeof createDescribed>

/** `before`: the ids of those that need not be told any more. */
export function createDescribed(ask: AskSource, before: readonly string[]) {
  const told = new Set(before)

  const isNew = (id: string) => {
    const isFirst = !told.has(id)
    told.add(id)
    return isFirst
  }

  async function* files(ids: readonly string[], threadId: string | null): AsyncGenerator<UnitOrMissing> {
    for (const id of ids.filter(isNew)) {
      const file = await ask.one(`/files/${encodeURIComponent(id)}`)
      const missing = { kind: 'file', id, threadId } as const
      if ('loss' in file) yield { ...missing, ...file.loss }
      else yield orUnreadable(withContent(ask, unitOf('file', file.object, null)), missing)
    }
  }

  /** With the list of its files, which stands before it. */
  async function* store(document: Listed): AsyncGenerator<UnitOrMissing> {
    const lost: Loss[] = []
    const listed: Raw[] = []
    for await (const file of ask.list(filesOf(document.id), (loss) => lost.push(loss))) listed.push(file)
    yield* files(
      listed.flatMap(({ id }) => (typeof id === 'string' ? [id] : [])),
      null,
    )
    // Beside the fields of the wire: a store is filled again from this list.
    yield unitOf('vector_store', { ...document, playground: { files: listed } }, null)
    yield* lackingIn(document, listed.length, lost)
  }

  return {
    files,

    /** All that it lists; nothing where it has no such list. */
    async *allStores(): AsyncGenerator<UnitOrMissing> {
      const lost: Loss[] = []
      for await (const each of ask.list('/vector_stores', (loss) => lost.push(loss))) {
        if (!isId(each.id)) yield unitOf('vector_store', each, null)
        else if (isNew(each.id)) yield* store(each)
      }
      const isThere = ({ reason }: Loss) => reason !== 'missing_in_source'
      for (const loss of lost.filter(isThere)) yield { kind: 'vector_store', id: '', threadId: null, ...loss }
    },

    /** What the tools of an assistant or a thread have. */
    async *givenTo(object: Raw): AsyncGenerator<UnitOrMissing> {
      yield* files(toolFileIdsOf(object), null)
      for (const id of storeIdsOf(object).filter(isNew)) {
        const found = await ask.one(`/vector_stores/${encodeURIComponent(id)}`)
        if ('loss' in found) yield { kind: 'vector_store', id, threadId: null, ...found.loss }
        else yield* store(found.object)
      }
    },

    /** The ids of all that were told. */
    ids: () => [...told],
  }
}

function withContent(ask: AskSource, unit: UnitOrMissing): UnitOrMissing {
  if (isMissing(unit)) return unit
  const path = `/files/${encodeURIComponent(unit.id)}/content`
  // What a server says of a file's size may be a guess: an answer that came to its end is whole.
  const bytes = Number(unit.raw['bytes']) || 0
  const content = { bytes, isExact: false, check: () => ask.refusalOf(path), open: () => ask.bytes(path) }
  return { ...unit, content }
}

const filesOf = (id: string) => `/vector_stores/${encodeURIComponent(id)}/files`

/** What the list of a store's files has not, by its own words or by the number that the store tells. */
function* lackingIn(store: Listed, found: number, lost: readonly Loss[]): Generator<Missing> {
  const missing = { kind: 'file', id: '', threadId: null } as const
  for (const { reason, detail } of lost) yield { ...missing, reason, detail: `${filesOf(store.id)}: ${detail}` }
  const { total } = countsOf(store)
  if (lost.length > 0 || typeof total !== 'number' || total === found) return
  yield { ...missing, reason: 'count_differs', detail: `${store.id}: ${total}; found: ${found}` }
}

const countsOf = ({ file_counts }: Raw): Raw => (isRaw(file_counts) ? file_counts : {})

const orUnreadable = (unit: UnitOrMissing, missing: Pick<Missing, 'kind' | 'id' | 'threadId'>): UnitOrMissing =>
  isMissing(unit) ? { ...missing, reason: 'unreadable', detail: null } : unit
