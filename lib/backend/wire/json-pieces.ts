import { weightOf } from '@/lib/backend/weight-of'
import { piecesOf } from './in-pieces'

/** What has no more characters is written at once. */
const SHORT = 64 * 1024

/** The JSON of a plain value, as `JSON.stringify` writes it, in pieces: no text of all of it is made. */
export function* jsonPiecesOf(value: unknown): Generator<string> {
  if (weightOf(value) <= SHORT) yield JSON.stringify(value)
  else if (typeof value === 'string') yield* textPieces(value)
  else if (Array.isArray(value)) yield* itemPieces(value)
  else yield* memberPieces(value as Readonly<Record<string, unknown>>)
}

function* textPieces(text: string) {
  yield '"'
  for (const piece of piecesOf(text)) yield JSON.stringify(piece).slice(1, -1)
  yield '"'
}

function* itemPieces(items: readonly unknown[]): Generator<string> {
  let before = '['
  for (const item of items) {
    yield before
    yield* jsonPiecesOf(item === undefined ? null : item)
    before = ','
  }
  yield ']'
}

function* memberPieces(object: Readonly<Record<string, unknown>>): Generator<string> {
  let before = '{'
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue
    yield `${before}${JSON.stringify(name)}:`
    yield* jsonPiecesOf(value)
    before = ','
  }
  yield before === '{' ? '{}' : '}'
}
