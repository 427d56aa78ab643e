import { Lexer, type Token, type TokensList } from 'marked'
import { createMarkFinder, type FindMark } from './mark-finder'
import { splitAtDataUrls } from './split-at-data-urls'

/** How deeply quotes, lists and emphasis may be nested: much deeper, the stack would overflow. */
const MAX_DEPTH = 24

/**
 * How many characters are read for emphasis, links and code at a time. Some texts take the lexer time that is quadratic
 * in their length; in pieces it is quadratic in this length only.
 */
const PIECE = 4_096

/** What is being read at the moment. */
interface Reading {
  readonly text: string
  readonly find: FindMark
}

/** Reads every text in a time that grows as its length does. What lies too deep stays text. */
export class BoundedLexer extends Lexer {
  #depth = 0
  #reading: Reading = readingOf('')

  override blockTokens(source: string, tokens?: Token[], isClipped?: boolean): Token[]
  override blockTokens(source: string, tokens?: TokensList, isClipped?: boolean): TokensList
  override blockTokens(source: string, tokens: Token[] = [], isClipped?: boolean): Token[] {
    if (this.#depth < MAX_DEPTH) return this.#read(source, () => super.blockTokens(source, tokens, isClipped))
    this.state.top = true
    tokens.push({ type: 'paragraph', raw: source, text: source, tokens: [textToken(source)] })
    return tokens
  }

  override inlineTokens(source: string, tokens: Token[] = []): Token[] {
    splitAtDataUrls(source).forEach((part, index) => {
      if (index % 2 === 1) tokens.push({ type: 'data_url', raw: part })
      else if (this.#depth >= MAX_DEPTH) tokens.push(textToken(part))
      else for (const piece of piecesOf(part)) this.#read(piece, () => super.inlineTokens(piece, tokens))
    })
    return tokens
  }

  /** What is being read, and where in it what is left of it begins. */
  placeOf(rest: string): Reading & { readonly start: number } {
    return { ...this.#reading, start: this.#reading.text.length - rest.length }
  }

  #read(text: string, read: () => Token[]): Token[] {
    const outer = this.#reading
    this.#reading = readingOf(text)
    this.#depth++
    const tokens = read()
    this.#depth--
    this.#reading = outer
    return tokens
  }
}

const readingOf = (text: string): Reading => ({ text, find: createMarkFinder(text) })

const textToken = (text: string): Token => ({ type: 'text', raw: text, text, escaped: false })

function piecesOf(text: string): readonly string[] {
  const pieces: string[] = []
  for (let start = 0; start < text.length;) {
    const piece = pieceOf(text.slice(start, start + PIECE), start + PIECE >= text.length)
    pieces.push(piece)
    start += piece.length
  }
  return pieces
}

/** Cut behind a line, else behind a space, else anywhere but within a character. */
function pieceOf(piece: string, isLast: boolean): string {
  if (isLast) return piece
  const end = piece.lastIndexOf('\n') + 1 || piece.lastIndexOf(' ') + 1 || piece.length
  const isHalf = end === piece.length && /[\ud800-\udbff]$/.test(piece)
  return piece.slice(0, isHalf ? end - 1 : end)
}
