import { endOfToken } from '@/lib/run/tokens'

/** How a text is cut, in tokens as `lib/run/tokens` counts them. */
export interface Chunking {
  /** How much a chunk holds at most, 1 and more. */
  readonly maxTokens: number
  /** How much of a chunk's end the next one begins with; at most half of a chunk counts. */
  readonly overlapTokens: number
}

export interface TextChunk {
  readonly text: string
  /** Where it begins and ends in the whole text, in UTF-16 units. */
  readonly start: number
  readonly end: number
  readonly tokens: number
}

export const AUTO_CHUNKING: Chunking = { maxTokens: 800, overlapTokens: 400 }

/** A token is seldom longer than eight letters; a long row of spaces counts as several, so that no chunk is huge. */
const MAX_TOKEN_LENGTH = 64

/** A chunk ends early where something ends in this last part of it; the next begins late by as much of the overlap. */
const NEAR = 0.25

/** What borders a place between two tokens may be; the higher the better. */
const WITHIN = 0
const LINE = 1
const SENTENCE = 2
const PARAGRAPH = 3

/**
 * Cuts a text into chunks that overlap, one when it is asked for: at the end of a paragraph, a sentence or a line where
 * one is near, and never within a code point. Space around a chunk is not part of it. What holds nothing but space has
 * no chunks.
 */
export function* chunkText(text: string, chunking: Chunking = AUTO_CHUNKING): Generator<TextChunk> {
  const maxTokens = Math.max(1, Math.floor(chunking.maxTokens))
  const overlap = Math.min(Math.max(0, Math.floor(chunking.overlapTokens)), Math.floor(maxTokens / 2))
  // Where the tokens of this chunk end; those of the overlap are the next one's first.
  let ends = [0]
  while (true) {
    fill(text, ends, maxTokens)
    const last = ends.length - 1
    const isLast = ends[last] === text.length
    const cut = isLast ? last : bestBorder(text, ends, { from: Math.ceil(last * (1 - NEAR)), to: last })
    const chunk = trimmed(text, ends, cut)
    if (chunk) yield chunk
    if (isLast) return
    ends = ends.slice(nextStart(text, ends, { cut, overlap }))
  }
}

/** Adds the ends of tokens until there are as many as a chunk holds, or the text ends. */
function fill(text: string, ends: number[], maxTokens: number) {
  for (let at = ends.at(-1) ?? 0; ends.length <= maxTokens && at < text.length; ends.push(at)) {
    at = endOfToken(text, at, Math.min(text.length, at + MAX_TOKEN_LENGTH))
  }
}

/** The chunk after this begins behind a border in the overlap, or with it; always later than this one. */
function nextStart(text: string, ends: readonly number[], { cut, overlap }: { cut: number; overlap: number }) {
  const begin = Math.max(1, cut - overlap)
  const latest = Math.min(cut, begin + Math.floor(overlap * NEAR))
  for (let at = begin; at < latest; at += 1) if (borderAt(text, ends[at] ?? 0) >= SENTENCE) return at
  return begin
}

/** The best border in the range, of equal ones the last. */
function bestBorder(text: string, ends: readonly number[], { from, to }: { from: number; to: number }): number {
  let [best, rank] = [to, WITHIN]
  for (let at = to; at >= Math.max(1, from); at -= 1) {
    const border = borderAt(text, ends[at] ?? 0)
    if (border > rank) [best, rank] = [at, border]
    if (rank === PARAGRAPH) break
  }
  return best
}

const SENTENCE_END = /[.!?…]["'”’)\]]?$/
const FULL_STOP = /[。！？；][”’」』）]?$/
/** Looked at before and behind a place. */
const SIGHT = 4

function borderAt(text: string, at: number): number {
  const behind = /^\s*/.exec(text.slice(at, at + SIGHT))?.[0] ?? ''
  const before = text.slice(Math.max(0, at - SIGHT), at)
  if (/\n\s*\n/.test(behind)) return PARAGRAPH
  if (FULL_STOP.test(before) || (behind !== '' && SENTENCE_END.test(before))) return SENTENCE
  return behind.includes('\n') ? LINE : WITHIN
}

function trimmed(text: string, ends: readonly number[], tokens: number): TextChunk | undefined {
  const [from = 0, to = 0] = [ends[0], ends[tokens]]
  const whole = text.slice(from, to)
  const start = from + whole.length - whole.trimStart().length
  const end = from + whole.trimEnd().length
  return start < end ? { text: text.slice(start, end), start, end, tokens } : undefined
}
