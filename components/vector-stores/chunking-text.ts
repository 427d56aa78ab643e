import { chunkLimits } from '@/lib/protocol/limits'
import type { ChunkingParam, StaticChunking } from '@/lib/protocol/vector-store'

/** What backends take by themselves, in tokens. */
export const usualChunking = { max_chunk_size_tokens: 800, chunk_overlap_tokens: 400 } as const satisfies StaticChunking

/** `size/overlap`, as it is remembered. */
export const chunkingText = ({ max_chunk_size_tokens, chunk_overlap_tokens }: StaticChunking) =>
  `${max_chunk_size_tokens}/${chunk_overlap_tokens}`

/** The numbers in a text; undefined where there are none. */
export function numbersIn(text: string): StaticChunking | undefined {
  const [, size, overlap] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []
  if (size === undefined || overlap === undefined) return undefined
  return { max_chunk_size_tokens: Number(size), chunk_overlap_tokens: Number(overlap) }
}

type ChunkingProblem = 'size' | 'overlap'

/** What the wire would refuse, as a key of the catalogue. */
export function chunkingProblem({
  max_chunk_size_tokens: size,
  chunk_overlap_tokens: overlap,
}: StaticChunking): ChunkingProblem | null {
  if (size < chunkLimits.least || size > chunkLimits.most) return 'size'
  return overlap * 2 > size ? 'overlap' : null
}

/** What a request says; undefined where nothing is chosen, or nothing that the wire takes. */
export function chunkingIn(text: string): ChunkingParam | undefined {
  const numbers = numbersIn(text)
  return numbers && chunkingProblem(numbers) === null ? { type: 'static', static: numbers } : undefined
}
