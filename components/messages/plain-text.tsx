/** How long a block of a long text is, about: what is out of sight is not laid out. */
const BLOCK = 16 * 1024

/** A text as it was written, of any length. Props: text; className. */
export function PlainText({ text, className = '' }: { text: string; className?: string }) {
  const look = `text-prose wrap-anywhere whitespace-pre-wrap ${className}`
  if (text.length <= BLOCK) return <p className={look}>{text}</p>
  return (
    <div className={look}>
      {blocksOf(text).map((block, index) => (
        <p key={index} className="[contain-intrinsic-block-size:auto_300rem] [content-visibility:auto]">
          {block}
        </p>
      ))}
    </div>
  )
}

/** Cut where a line ends, so that the blocks look as one text; a very long line is cut where it may. */
function blocksOf(text: string): readonly string[] {
  const blocks: string[] = []
  for (let start = 0; start < text.length;) {
    const most = start + BLOCK
    const lineEnd = most < text.length ? text.lastIndexOf('\n', most) : text.length
    const isLine = lineEnd > start
    const end = isLine ? lineEnd : (text.codePointAt(most - 1) ?? 0) > 0xffff ? most + 1 : most
    blocks.push(text.slice(start, end))
    start = isLine ? end + 1 : end
  }
  return blocks
}
