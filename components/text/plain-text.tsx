import { DataUrl } from './data-url'
import { splitAtDataUrls } from './split-at-data-urls'

/** How long a block of a long text is, about: what is out of sight is not laid out. */
const BLOCK = 16 * 1024

/** A text as it was written, of any length, every line in its own direction. */
export function PlainText({ text, className = '' }: { text: string; className?: string }) {
  const look = `text-prose wrap-anywhere whitespace-pre-wrap [unicode-bidi:plaintext] ${className}`
  if (text.length <= BLOCK) {
    return (
      <p className={look}>
        <TextWithFiles text={text} />
      </p>
    )
  }
  return (
    <div className={look}>
      {blocksOf(text).map((block, index) => (
        <p
          key={index}
          className="[unicode-bidi:plaintext] [contain-intrinsic-block-size:auto_300rem] [content-visibility:auto]"
        >
          <TextWithFiles text={block} />
        </p>
      ))}
    </div>
  )
}

/** Cut where a line ends, so that the blocks look as one text; a very long line is cut where it may, a file never. */
function blocksOf(text: string): readonly string[] {
  const blocks: string[] = []
  for (let start = 0; start < text.length;) {
    const block = text.slice(start, endOfBlock(text, start))
    const lineEnd = start + block.length < text.length ? block.lastIndexOf('\n') : -1
    const isLine = lineEnd > 0
    blocks.push(isLine ? block.slice(0, lineEnd) : block)
    start += isLine ? lineEnd : block.length
    // The end of a block stands for that of its last line.
    if (text[start] === '\n') start++
  }
  return blocks
}

function endOfBlock(text: string, start: number): number {
  const most = start + BLOCK
  const file = endOfFile(text, text.slice(start, most), start)
  return file ?? ((text.codePointAt(most - 1) ?? 0) > 0xffff ? most + 1 : most)
}

/** Where a file ends that the end of a block would cut apart. */
function endOfFile(text: string, block: string, start: number): number | undefined {
  const place = block.lastIndexOf(';base64,') + ';base64,'.length
  if (place < ';base64,'.length || /[^A-Za-z0-9+/=]/.test(block.slice(place))) return undefined
  const rest = /[A-Za-z0-9+/=]*/y
  rest.lastIndex = start + block.length
  rest.test(text)
  return rest.lastIndex
}

/** A text whose files are shortened where they are seen. */
function TextWithFiles({ text }: { text: string }) {
  return splitAtDataUrls(text).map((part, index) => (index % 2 === 1 ? <DataUrl key={index} url={part} /> : part))
}
