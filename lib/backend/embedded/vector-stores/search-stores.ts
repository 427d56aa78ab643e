import { setImmediate as othersFirst } from 'node:timers/promises'
import { ApiError } from '@/lib/protocol/error'
import type { AttributeFilter, Attributes } from '@/lib/protocol/vector-store'
import type { Clock } from '@/lib/backend/clock'
import { fuse } from '@/lib/backend/retrieval/fuse'
import type { Ranked } from '@/lib/backend/retrieval/ranked'
import { matchesFilter } from '@/lib/backend/retrieval/matches-filter'
import { keyOfPlace } from '@/lib/backend/store/chunk-table'
import type { Store } from '@/lib/backend/store/store'
import { requireUsable } from './add-files'
import { type FoundPlace, searchByWords } from './lexical-search'

export interface StoreSearch {
  readonly storeIds: readonly string[]
  /** Of several the best score of each chunk counts. */
  readonly query: string | readonly string[]
  readonly maxResults: number
  readonly filters?: AttributeFilter | undefined
  /** From 0 to 1. */
  readonly scoreThreshold?: number | undefined
  /** By words alone, though there are embeddings. */
  readonly isByWords?: boolean | undefined
}

/** A chunk that was found. */
export interface FoundChunk {
  readonly file_id: string
  readonly filename: string
  /** From 0 to 1. */
  readonly score: number
  readonly attributes: Attributes
  readonly content: string
  /** Which chunk of the file it is in which store, counted from 0. */
  readonly chunk: { readonly vector_store_id: string; readonly number: number }
}

interface Searching {
  readonly store: Store
  readonly clock: Clock
  /** Undefined where words alone are searched. */
  readonly byMeaning: SearchByMeaning | undefined
}

/** The chunks of stores, by their numbers, that mean about the same as a text, the nearest first; scores 0 to 1. */
export type SearchByMeaning = (asked: {
  readonly stores: readonly number[]
  readonly query: string
  readonly files: ReadonlySet<number> | undefined
}) => Promise<readonly Ranked<FoundPlace>[] | undefined>

interface Candidate {
  readonly place: FoundPlace
  readonly score: number
  /** Where it stands for the query that found it best, counted from 0. */
  readonly rank: number
}

/** Of stores that are gone or have expired why they cannot be searched. */
export async function usableOf(store: Store, ids: readonly string[], nowMs: number) {
  const usable: string[] = []
  const problems: string[] = []
  for (const id of new Set(ids)) {
    try {
      await requireUsable(store, id, nowMs)
      usable.push(id)
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500) throw error
      problems.push(error.message)
    }
  }
  return { usable, problems }
}

/** The best first. Throws ApiError (404, 400) for a store that is not there or has expired. */
export async function searchStores(
  { store, clock, byMeaning }: Searching,
  { storeIds, query, maxResults, filters, scoreThreshold = 0, isByWords = false }: StoreSearch,
): Promise<readonly FoundChunk[]> {
  const now = clock()
  const rows = []
  for (const id of new Set(storeIds)) rows.push(await requireUsable(store, id, now))
  for (const row of rows) await touch(store, row, now)
  const files = filters && (await filesWith(store, storeIds, filters))
  const stores = rows.map(({ number }) => number)
  const best = new Map<string, Candidate>()
  for (const text of typeof query === 'string' ? [query] : query) {
    const asked = { stores, query: text, files }
    const byWords = await searchByWords(store.chunks, asked)
    const near = isByWords ? undefined : await byMeaning?.(asked)
    for (const [rank, { item, score }] of (near ? joined(byWords, near) : byWords).entries()) {
      const key = keyOf(item)
      if (score > (best.get(key)?.score ?? -1)) best.set(key, { place: item, score, rank })
    }
  }
  const found = [...best.values()].filter(({ score }) => score >= scoreThreshold)
  const top = found.toSorted((one, other) => other.score - one.score || one.rank - other.rank).slice(0, maxResults)
  return readTop(store, top)
}

const keyOf = ({ block, index }: FoundPlace) => keyOfPlace({ block: block.block, index })

/**
 * Two rankings of the same chunks as one, in the order of their ranks. The score says how well a chunk fits, by its
 * words or by what it means, whichever is more; and no less than what stands behind it, so that a threshold ends the
 * list at one place.
 */
function joined(
  byWords: readonly Ranked<FoundPlace>[],
  near: readonly Ranked<FoundPlace>[],
): readonly Ranked<FoundPlace>[] {
  const known = new Map<string, Ranked<FoundPlace>>()
  for (const each of [...near, ...byWords]) {
    const key = keyOf(each.item)
    if (each.score >= (known.get(key)?.score ?? 0)) known.set(key, each)
  }
  const ranked = fuse([byWords, near].map((list) => list.map(({ item }) => keyOf(item))))
  const ordered = ranked.flatMap(({ item }) => known.get(item) ?? [])
  let least = 0
  return ordered
    .toReversed()
    .map(({ item, score }) => ({ item, score: (least = Math.max(least, score)) }))
    .toReversed()
}

/** What the wire tells of it has whole seconds. */
const TOUCHED_EVERY_MS = 1_000

async function touch(
  store: Store,
  { store: { id }, lastActiveMs }: Awaited<ReturnType<typeof requireUsable>>,
  now: number,
) {
  if (now - lastActiveMs >= TOUCHED_EVERY_MS) await store.vectorStores.touch(id, now)
}

/** The numbers of the files whose attributes pass. */
async function filesWith(store: Store, storeIds: readonly string[], filters: AttributeFilter) {
  const passing = new Set<number>()
  for (const storeId of storeIds) {
    for (let after: number | undefined = 0; after !== undefined;) {
      const page: Awaited<ReturnType<Store['vectorStoreFiles']['attributes']>> =
        await store.vectorStoreFiles.attributes(storeId, after)
      for (const { number, attributes } of page) {
        if (matchesFilter(attributes as Attributes | null, filters)) passing.add(number)
      }
      after = page.at(-1)?.number
      await othersFirst()
    }
  }
  return passing
}

async function readTop(store: Store, top: readonly Candidate[]): Promise<readonly FoundChunk[]> {
  const texts = await store.chunks.texts(top.map(({ place }) => ({ block: place.block.block, index: place.index })))
  const files = new Map<string, { readonly filename: string; readonly attributes: Attributes } | undefined>()
  const results: FoundChunk[] = []
  for (const { place, score } of top) {
    const { block, index } = place
    const { storeId, fileId, first } = block
    const key = `${storeId} ${fileId}`
    if (!files.has(key)) files.set(key, await describe(store, storeId, fileId))
    const file = files.get(key)
    const text = texts.get(keyOfPlace({ block: block.block, index }))?.text
    // Removed since it was found.
    if (!file || text === undefined) continue
    const chunk = { vector_store_id: storeId, number: first + index }
    results.push({ file_id: fileId, ...file, score: Math.min(1, Math.max(0, score)), content: text, chunk })
  }
  return results
}

async function describe(store: Store, storeId: string, fileId: string) {
  const [file, row] = await Promise.all([store.files.get(fileId), store.vectorStoreFiles.get(storeId, fileId)])
  return file && row && { filename: file.filename, attributes: row.file.attributes }
}
