import { Parser } from 'htmlparser2'
import { MAX_LEVELS } from './limits'
import { invalid } from './parse-error'
import type { TextSink } from './text-sink'

/** Their content is nothing that a reader sees. */
const unseen = new Set(['script', 'style', 'template', 'noscript', 'svg', 'math', 'iframe', 'object', 'head'])
/** What a reader sees as a line or a block of its own. */
const lines = new Set(['br', 'dd', 'dt', 'figcaption', 'hr', 'li', 'option', 'tr'])
const blocks = new Set([
  ...[
    'address',
    'article',
    'aside',
    'blockquote',
    'div',
    'dl',
    'fieldset',
    'figure',
    'footer',
    'form',
    'h1',
    'h2',
    'h3',
  ],
  ...['h4', 'h5', 'h6', 'header', 'main', 'nav', 'ol', 'p', 'pre', 'section', 'table', 'ul'],
])
const cells = new Set(['td', 'th'])

/** The parser looks through the open elements for each that begins: more is handed to it when this was in order. */
const PIECE = 16_384

/** The encoding that a page declares near its beginning. */
export const declaredEncoding = (head: Uint8Array): string | undefined =>
  /<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{1,40})/i.exec(
    Buffer.from(head.subarray(0, 2_048)).toString('latin1'),
  )?.[1]

/** What a browser would show of a page: its title, its text, links without their addresses. */
export function extractHtml(html: string, sink: TextSink) {
  const writer = createLineWriter(sink)
  let depth = 0
  let [hidden, preformatted] = [0, 0]
  let inTitle = false
  const parser = new Parser({
    onopentag(name) {
      depth += 1
      if (depth > MAX_LEVELS.html) throw invalid(`The page has more than ${MAX_LEVELS.html} elements in each other.`)
      if (unseen.has(name)) hidden += 1
      if (name === 'pre' || name === 'textarea') preformatted += 1
      if (name === 'title') inTitle = true
      if (blocks.has(name)) writer.breakLine(2)
      else if (lines.has(name)) writer.breakLine(1)
    },
    onclosetag(name) {
      depth -= 1
      if (unseen.has(name)) hidden -= 1
      if (name === 'pre' || name === 'textarea') preformatted -= 1
      if (name === 'title') inTitle = false
      if (blocks.has(name) || name === 'title') writer.breakLine(2)
      else if (cells.has(name)) writer.add('\t')
      else if (lines.has(name) && name !== 'br') writer.breakLine(1)
    },
    ontext(text) {
      if (hidden > 0 && !inTitle) return
      writer.add(preformatted > 0 ? text : text.replace(/[ \t\r\n\f]+/g, ' '))
    },
  })
  for (let at = 0; at < html.length; at += PIECE) parser.write(html.slice(at, at + PIECE))
  parser.end()
}

/** Writes breaks when something follows them, and no space at the beginning of a line. */
function createLineWriter(sink: TextSink) {
  let due = 0
  let isEmpty = true
  let endsInSpace = true
  return {
    breakLine(count: number) {
      due = isEmpty ? 0 : Math.max(due, count)
    },
    add(text: string) {
      const shown = due > 0 || endsInSpace ? text.replace(/^[ ]+/, '') : text
      if (shown === '') return
      sink.add(`${'\n'.repeat(due)}${shown}`)
      due = 0
      isEmpty = false
      endsInSpace = /\s$/.test(shown)
    },
  }
}
