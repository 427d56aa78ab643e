import type { ModelChunk } from '../model'

type Piece = Extract<ModelChunk, { type: 'text' | 'reasoning' }>

const OPENING = '<think>'
const CLOSING = '</think>'

/**
 * Tells reasoning from text where an endpoint writes `<think>…</think>` in front of its answer. Tags elsewhere are
 * text: a model may write about them.
 */
export function createThinkTags() {
  let place: 'beginning' | 'within' | 'behind' | 'text' = 'beginning'
  let held = ''

  function* add(piece: string): Generator<Piece> {
    if (piece === '') return
    if (place === 'text') return yield { type: 'text', text: piece }
    held += piece
    if (place === 'beginning') yield* begin()
    if (place === 'within') yield* think()
    if (place === 'behind') yield* answer()
  }

  function* begin(): Generator<Piece> {
    const text = held.trimStart()
    if (text.startsWith(OPENING)) {
      held = text.slice(OPENING.length)
      place = 'within'
    } else if (!OPENING.startsWith(text)) {
      yield* flush('text')
      place = 'text'
    }
  }

  function* think(): Generator<Piece> {
    const end = held.indexOf(CLOSING)
    const rest = end < 0 ? held.slice(held.length - tailOf(held)) : held.slice(end + CLOSING.length)
    const text = end < 0 ? held.slice(0, held.length - rest.length) : held.slice(0, end)
    if (text !== '') yield { type: 'reasoning', text, field: null }
    held = rest
    if (end >= 0) place = 'behind'
  }

  /** The empty lines between reasoning and answer belong to neither. */
  function* answer(): Generator<Piece> {
    held = held.trimStart()
    if (held === '') return
    yield* flush('text')
    place = 'text'
  }

  function* flush(type: Piece['type']): Generator<Piece> {
    const text = held
    held = ''
    if (text !== '') yield type === 'text' ? { type, text } : { type, text, field: null }
  }

  return {
    add,
    /** What was held back because it might have become a tag. */
    end: () => flush(place === 'within' ? 'reasoning' : 'text'),
  }
}

/** How many signs at the end may be the beginning of the closing tag. */
function tailOf(text: string): number {
  for (let length = Math.min(CLOSING.length - 1, text.length); length > 0; length -= 1) {
    if (CLOSING.startsWith(text.slice(-length))) return length
  }
  return 0
}
