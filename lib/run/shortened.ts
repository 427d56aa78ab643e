import type { ContentPart } from '@/lib/protocol/message'
import type { ShownMessage } from '@/lib/protocol/playground'

/** How many characters of a message's texts are shown before somebody asks for all of them. */
const MAX_SHOWN = 64 * 1024

/** The beginning of a message's texts, of `most` characters, and how long they are where that is not all. */
export function shortened(message: ShownMessage, most = MAX_SHOWN): ShownMessage {
  const whole_length = message.content.reduce((sum, part) => sum + textOf(part).length, 0)
  if (whole_length <= most) return message
  let left = most
  const content = message.content.flatMap((part) => {
    const { length } = textOf(part)
    if (length > 0 && left <= 0) return []
    const kept = length > left ? cutTo(part, left) : part
    left -= length
    return [kept]
  })
  return { ...message, content, whole_length }
}

const textOf = (part: ContentPart) =>
  part.type === 'text' ? part.text.value : part.type === 'refusal' ? part.refusal : ''

function cutTo(part: ContentPart, length: number): ContentPart {
  if (part.type === 'text') return { ...part, text: { value: beginningOf(part.text.value, length), annotations: [] } }
  return part.type === 'refusal' ? { ...part, refusal: beginningOf(part.refusal, length) } : part
}

/** At most so many characters from the beginning. Half of a surrogate pair is no character. */
export const beginningOf = (text: string, length: number) =>
  text.slice(0, (text.codePointAt(length - 1) ?? 0) > 0xffff ? length - 1 : length)
