'use client'

import type { MarkedToken, Token, Tokens } from 'marked'
import { memo, useMemo, useState, type ReactNode } from 'react'
import { FencedCode } from './fenced-code'
import { blocksOf, createBlockReader, headingDepthsOf, type Block } from './markdown-blocks'
import { Inline } from './markdown-inline'

/** Under which heading of the page a message stands. */
const PAGE_LEVEL = 2

/**
 * Each paragraph finds its own direction. What holds others (a list's item, a quote, a table) has `dir="auto"`, which
 * takes no notice of elements that have a `dir` themselves: so what it holds has none.
 */
const OWN_DIRECTION = '[unicode-bidi:plaintext]'

/**
 * Markdown as React elements: GFM, links only to the web and mail, raw HTML as text. Never HTML text.
 * Props: text; isWriting = it is still growing at its end.
 */
export function Markdown({ text, isWriting }: { text: string; isWriting: boolean }) {
  const [read] = useState(createBlockReader)
  const blocks = useMemo(() => (isWriting ? read(text) : blocksOf(text)), [isWriting, read, text])
  const depths = headingDepthsOf(blocks)
  return (
    <div className="flex min-w-0 flex-col gap-3 text-prose wrap-anywhere">
      {blocks.map((block, index) => (
        <MemoBlock key={index} block={block} depths={depths} />
      ))}
    </div>
  )
}

interface BlockProps {
  readonly block: Block
  readonly depths: string
}

/** A block is drawn again only when its own text has changed. */
const MemoBlock = memo(
  ({ block, depths }: BlockProps) => <BlockElement token={block as MarkedToken} depths={depths} />,
  (before, after) =>
    before.depths === after.depths &&
    (before.block === after.block || (before.block.raw === after.block.raw && !before.block.raw.includes('['))),
)
MemoBlock.displayName = 'MemoBlock'

function Blocks({ tokens, depths }: { tokens: readonly Token[]; depths: string }) {
  return tokens.map((token, index) => <BlockElement key={index} token={token as MarkedToken} depths={depths} />)
}

function BlockElement({ token, depths }: { token: MarkedToken; depths: string }): ReactNode {
  switch (token.type) {
    case 'heading':
      return <Heading token={token} depths={depths} />
    case 'paragraph':
      return (
        <p className={OWN_DIRECTION}>
          <Inline tokens={token.tokens} />
        </p>
      )
    case 'text':
      return token.tokens ? <Inline tokens={token.tokens} /> : token.text
    case 'code':
      return <FencedCode code={token.text} language={token.lang?.split(/\s/)[0] ?? ''} />
    case 'blockquote':
      return (
        <blockquote dir="auto" className="flex flex-col gap-2 border-s-2 border-control ps-3 text-muted">
          <Blocks tokens={token.tokens} depths={depths} />
        </blockquote>
      )
    case 'list':
      return <List token={token} depths={depths} />
    case 'table':
      return <Table token={token} />
    case 'hr':
      return <hr className="border-line" />
    case 'checkbox':
      return token.checked ? '☑ ' : '☐ '
    case 'space':
    case 'def':
      return null
    default:
      // A formula: it reads from left to right in every language.
      return (
        <p dir="ltr" className="whitespace-pre-wrap">
          {token.raw.trimEnd()}
        </p>
      )
  }
}

/** Levels follow on the page's own without a gap, whichever depths the text uses. */
function Heading({ token, depths }: { token: Tokens.Heading; depths: string }) {
  const rank = Math.max(0, depths.indexOf(String(token.depth)))
  const Level = `h${Math.min(6, PAGE_LEVEL + 1 + rank)}` as 'h3' | 'h4' | 'h5' | 'h6'
  return (
    <Level className={`${OWN_DIRECTION} mt-1 font-bold ${token.depth <= 2 ? 'text-section' : ''}`}>
      <Inline tokens={token.tokens} />
    </Level>
  )
}

function List({ token, depths }: { token: Tokens.List; depths: string }) {
  const Tag = token.ordered ? 'ol' : 'ul'
  const isTasks = token.items.some((item) => item.task)
  const marker = isTasks ? 'list-none *:ms-1' : token.ordered ? 'list-decimal *:ms-6' : 'list-disc *:ms-5'
  return (
    <Tag start={token.ordered && token.start !== 1 ? Number(token.start) : undefined} className={`${marker} space-y-1`}>
      {token.items.map((item, index) => (
        <li key={index} dir="auto" className={item.loose ? 'space-y-2' : undefined}>
          <Blocks tokens={item.tokens} depths={depths} />
        </li>
      ))}
    </Tag>
  )
}

/** At least some syllables a line, and no word is broken: a table that is too wide for that scrolls in its box. */
const CELL_WIDTH = 'min-w-24 wrap-normal [&_a]:wrap-normal'

const align = { left: 'text-left', center: 'text-center', right: 'text-right', none: 'text-start' } as const

function Table({ token }: { token: Tokens.Table }) {
  const cell = (side: Tokens.TableCell['align']) =>
    `${CELL_WIDTH} ${OWN_DIRECTION} border-b border-line px-3 py-1.5 ${align[side ?? 'none']}`
  return (
    <div className="max-w-full overflow-x-auto" tabIndex={0}>
      <table dir="auto" className="text-row">
        <thead>
          <tr>
            {token.header.map((head, index) => (
              <th key={index} scope="col" className={`${cell(head.align)} border-b-control font-bold`}>
                <Inline tokens={head.tokens} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, index) => (
            <tr key={index}>
              {row.map((entry, column) => (
                <td key={column} className={`${cell(entry.align)} tabular-nums`}>
                  <Inline tokens={entry.tokens} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
