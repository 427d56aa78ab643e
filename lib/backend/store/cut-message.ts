// A large message is stored in several rows: its own has the beginning of each long text, and what follows lies beside
// it (message-texts.ts). What one statement is given, SQLite and its binding hold several times over.
import type { ContentPart, Message } from '@/lib/protocol/message'

/** From how many characters of texts on a message is large. */
const LARGE = 512 * 1024

/** So many characters of a text stay in the message, and no more than so many of all: what lists say of it. */
const KEPT = { text: 2 * 1024, all: 64 * 1024 }

/** About how many characters a row of texts has. */
const ROW = 256 * 1024

/** What follows in the text of a part, by the part's index. */
export type Following = readonly [index: number, text: string]

interface CutMessage {
  /** With the beginnings of its texts. */
  readonly message: Message
  /** Of what follows, in UTF-8. */
  readonly bytes: number
  /** What follows, a row of it at a time. */
  rows(): Iterable<readonly Following[]>
}

/** Undefined for a message that is not large. */
export function cutMessage(message: Message): CutMessage | undefined {
  const texts = message.content.map(textOf)
  if (texts.reduce((sum, text) => sum + text.length, 0) < LARGE) return undefined
  let room = KEPT.all
  const kept = texts.map((text) => {
    const length = Math.min(text.length, KEPT.text, room)
    room -= length
    return length
  })
  const rows = () => rowsOf(texts, kept)
  let bytes = 0
  for (const row of rows()) bytes += bytesOf(row)
  const content = message.content.map((part, index) => withText(part, texts[index]!.slice(0, kept[index])))
  return { message: { ...message, content }, bytes, rows }
}

function* rowsOf(texts: readonly string[], kept: readonly number[]): Generator<readonly Following[]> {
  let row: Following[] = []
  let room = ROW
  for (const [index, text] of texts.entries()) {
    for (let from = kept[index]!; from < text.length;) {
      const following = text.slice(from, from + room)
      row.push([index, following])
      from += following.length
      room -= following.length
      if (room > 0) continue
      yield row
      row = []
      room = ROW
    }
  }
  if (row.length > 0) yield row
}

export const bytesOf = (following: readonly Following[]) =>
  following.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0)

/** The message as it was before it was cut. */
export function joinMessage(message: Message, following: readonly Following[]): Message {
  const content = [...message.content]
  for (const [index, text] of following) {
    const part = content[index]
    if (part) content[index] = withText(part, textOf(part) + text)
  }
  return { ...message, content }
}

/** What may be long in a part: nothing, where another service has sent something else in its place. */
function textOf(part: ContentPart): string {
  const text: unknown = longIn(part)
  return typeof text === 'string' ? text : ''
}

function longIn(part: ContentPart): unknown {
  switch (part.type) {
    case 'text':
      return part.text.value
    case 'image_url':
      return part.image_url.url
    case 'refusal':
      return part.refusal
    default:
      return undefined
  }
}

function withText(part: ContentPart, text: string): ContentPart {
  switch (part.type) {
    case 'text':
      return { ...part, text: { ...part.text, value: text } }
    case 'image_url':
      return { ...part, image_url: { ...part.image_url, url: text } }
    case 'refusal':
      return { ...part, refusal: text }
    default:
      return part
  }
}
