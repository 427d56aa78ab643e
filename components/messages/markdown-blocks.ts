// Markdown as blocks of tokens, cheaply while it grows. Raw HTML is no markup here: it stays text.
import { Lexer, type MarkedToken, type Token, type TokensList } from 'marked'
import { formulaExtension, WrittenTextTokenizer } from './markdown-tokenizer'

const createLexer = () =>
  new Lexer({ gfm: true, breaks: true, tokenizer: new WrittenTextTokenizer(), extensions: formulaExtension })

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

/** All blocks before the last one that is more than space. */
function settledOf(blocks: readonly Block[]): readonly Block[] {
  return blocks.slice(
    0,
    Math.max(
      0,
      blocks.findLastIndex(({ type }) => type !== 'space'),
    ),
  )
}

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
