// Looks for words in a large message without ever having all of it.
import { setImmediate as othersFirst } from 'node:timers/promises'
import type { Message } from '@/lib/protocol/message'
import type { ConnectionDb } from './connection-db'
import { foldCase, placeBeforeFolding } from './index-text'
import { type Beside, followingOf } from './message-texts'

/** How much of what was looked through is looked at again with what follows: more than any words, and what is shown. */
const OVERLAP = 4 * 1024
/**
 * Words that begin no further from the end of what is folded than this are found with what follows, which is shown
 * behind them. Folding makes of no more than three characters one.
 */
const NEAR = 1024

/** A stretch of text with the words in it, and where they begin. */
export interface FoundIn {
  readonly text: string
  readonly at: number
  /** Whether more stands before it. */
  readonly isInside: boolean
}

/** The first place of `wanted`, which is folded, in what a message says: `message` has the beginnings of its texts. */
export async function findInLarge(
  db: ConnectionDb,
  { message, wanted, beside }: { readonly message: Message; readonly wanted: string; readonly beside: Beside },
): Promise<FoundIn | undefined> {
  let [text, isInside] = ['', false]
  for await (const more of saidIn(db, message, beside)) {
    text += more
    const folded = foldCase(text)
    const at = folded.indexOf(wanted)
    if (at >= 0 && at < folded.length - NEAR) return { text, at: placeBeforeFolding(text, at), isInside }
    isInside ||= text.length > OVERLAP
    text = text.slice(-OVERLAP)
  }
  const at = foldCase(text).indexOf(wanted)
  return at < 0 ? undefined : { text, at: placeBeforeFolding(text, at), isInside }
}

/** All that a message says, as `messageTextOf` joins it, in pieces. */
async function* saidIn(db: ConnectionDb, { id, content }: Message, beside: Beside): AsyncGenerator<string> {
  if (content.every(({ type }) => type === 'image_url' || type === 'image_file')) return
  let [next, isFirst] = [0, true]
  function* upTo(index: number) {
    for (; next <= index && next < content.length; next += 1) {
      const part = content[next]!
      if (part.type !== 'text' && part.type !== 'refusal') continue
      const text = part.type === 'text' ? part.text.value : part.refusal
      yield isFirst ? text : `\n\n${text}`
      isFirst = false
    }
  }
  for await (const following of followingOf(db, id, beside)) {
    for (const [index, text] of following) {
      yield* upTo(index)
      if (content[index]?.type !== 'image_url') yield text
    }
    await othersFirst()
  }
  yield* upTo(content.length)
}
