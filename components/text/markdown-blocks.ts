// Markdown as blocks of tokens, cheaply while it grows. Raw HTML is no markup here: it stays text.
import type { MarkedOptions, MarkedToken, Token, TokensList } from 'marked'
import { annotationAt, nextAnnotation } from './annotation-tokens'
import { BoundedLexer } from './bounded-lexer'
import { BLOCK_MARKS, formulaAt, formulaBlockAt } from './formula'
import { WrittenTextTokenizer } from './markdown-tokenizer'

function createLexer(): BoundedLexer {
  const lexer: BoundedLexer = new BoundedLexer({
    gfm: true,
    breaks: true,
    tokenizer: new WrittenTextTokenizer(),
    extensions: extensionsOf((rest) => lexer.placeOf(rest)),
  })
  return lexer
}

type Extensions = NonNullable<MarkedOptions['extensions']>

/**
 * Formulas are not drawn: they stand as they were written, and nothing in them is markup. Nor is anything in the marks
 * of sources and in the paths of files.
 */
const extensionsOf = (placeOf: BoundedLexer['placeOf']): Extensions => ({
  inline: [(rest) => formulaToken(formulaAt(placeOf(rest))), (rest) => annotationAt(placeOf(rest))],
  startInline: [
    (rest) => {
      const place = placeOf(rest)
      const next = nextAnnotation(place)
      return next === undefined ? undefined : next - place.start
    },
  ],
  block: [(rest) => formulaToken(formulaBlockAt(placeOf(rest)))],
  startBlock: [
    (rest) => {
      const { start, find } = placeOf(rest)
      const lines = BLOCK_MARKS.map((mark) => find(`\n${mark}`, start)).filter((place) => place >= 0)
      return lines.length > 0 ? Math.min(...lines) + 1 - start : undefined
    },
  ],
  renderers: {},
  childTokens: {},
})

const formulaToken = (raw: string | undefined) => (raw === undefined ? undefined : { type: 'formula', raw })

export type Block = Token & { readonly raw: string }

const normal = (source: string) => (source.includes('\r') ? source.replaceAll(/\r\n|\r/g, '\n') : source)

/** The blocks of a finished text. */
export const blocksOf = (source: string): readonly Block[] => createLexer().lex(normal(source))

/**
 * Reads a text that grows at its end: what is appended can change only the last block, so only that is read again.
 * A link defined further down than it is used becomes a link when the text is finished.
 */
export function createBlockReader(): (source: string) => readonly Block[] {
  let known: { readonly source: string; readonly blocks: readonly Block[] } = { source: '', blocks: [] }
  return (source) => {
    const text = normal(source)
    if (text === known.source) return known.blocks
    const kept = text.startsWith(known.source) ? settledOf(known.blocks) : []
    const offset = kept.reduce((sum, { raw }) => sum + raw.length, 0)
    const blocks = [...kept, ...lexBehind(kept, text.slice(offset))]
    known = { source: text, blocks }
    return blocks
  }
}

/** All blocks before the last one that is more than space, and before a formula that may still be going on. */
function settledOf(blocks: readonly Block[]): readonly Block[] {
  const last = blocks.findLastIndex(({ type }) => type !== 'space')
  const open = blocks.findIndex(({ type, raw }) => type === 'paragraph' && mayOpenFormula(raw))
  return blocks.slice(0, Math.max(0, open < 0 ? last : Math.min(open, last)))
}

const mayOpenFormula = (raw: string) => BLOCK_MARKS.some((mark) => raw.startsWith(mark) || raw.includes(`\n${mark}`))

function lexBehind(kept: readonly Block[], tail: string): TokensList {
  const lexer = createLexer()
  for (const token of kept as readonly MarkedToken[]) {
    if (token.type === 'def') lexer.tokens.links[token.tag] ??= { href: token.href, title: token.title }
  }
  return lexer.lex(tail)
}

/** The depths of headings that occur, from the largest heading down: what their levels in the page follow. */
export function headingDepthsOf(blocks: readonly Block[]): string {
  const depths = new Set(
    (blocks as readonly MarkedToken[]).flatMap((token) => (token.type === 'heading' ? [token.depth] : [])),
  )
  return [...depths].sort().join('')
}
