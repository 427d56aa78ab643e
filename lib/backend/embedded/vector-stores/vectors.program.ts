// The thread that holds the vectors of stores and compares them with a query's, one by one.
import { parentPort } from 'node:worker_threads'
import { nearest } from '@/lib/backend/retrieval/nearest'
import type { NearChunk, VectorAnswer, VectorJob } from './vector-messages'

interface Part {
  readonly block: number
  readonly width: number
  readonly rows: number
  readonly matrix: Float32Array
}

const stores = new Map<number, Part[]>()

parentPort?.on('message', (job: VectorJob) => {
  switch (job.type) {
    case 'add':
      return void stores.set(job.store, [...(stores.get(job.store) ?? []), ...job.blocks.map(toPart)])
    case 'drop':
      return void stores.delete(job.store)
    case 'nearest':
      return parentPort?.postMessage({ id: job.id, found: find(job) } satisfies VectorAnswer)
    default:
      return job satisfies never
  }
})

function toPart({ block, vectors }: { readonly block: number; readonly vectors: readonly Float32Array[] }): Part {
  const width = vectors[0]?.length ?? 0
  const matrix = new Float32Array(width * vectors.length)
  for (const [row, vector] of vectors.entries()) matrix.set(vector, row * width)
  return { block, width, rows: vectors.length, matrix }
}

function find({ store, vector, limit, blocks }: Extract<VectorJob, { type: 'nearest' }>): readonly NearChunk[] {
  let best: readonly NearChunk[] = []
  for (const { block, width, matrix } of stores.get(store) ?? []) {
    if (width !== vector.length || (blocks && !blocks.has(block))) continue
    const found = nearest(vector, matrix, limit).map(({ item, score }) => ({ block, index: item, score }))
    const worst = best.length < limit ? -Infinity : (best.at(-1)?.score ?? -Infinity)
    const better = found.filter(({ score }) => score > worst)
    if (better.length === 0) continue
    best = [...best, ...better].toSorted((one, other) => other.score - one.score).slice(0, limit)
  }
  return best
}
