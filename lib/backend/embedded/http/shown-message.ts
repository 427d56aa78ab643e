import type { ContentPart, Message } from '@/lib/protocol/message'
import type { ShownMessage } from '@/lib/protocol/playground'
import { imageOf } from './image-of'

/** How many characters of a message's texts a list of shown messages has. */
const MOST_SHOWN = 32 * 1024

/** Longer addresses of pictures are cut: pages only name them. */
const LONGEST_ADDRESS = 2_000

/** A message as pages read it, its texts whole. `at` is the path below which its pictures are served. */
export const withImagesApart = (message: Message, at: string): ShownMessage => ({
  ...message,
  content: message.content.map((part, index) =>
    part.type === 'image_url'
      ? { ...part, image_url: { ...part.image_url, url: addressOf(part.image_url.url, `${at}/images/${index}`) } }
      : part,
  ),
})

/** A message as a list of pages has it: the beginning of its texts, and how long they are where that is not all. */
export function shortened(message: ShownMessage): ShownMessage {
  const whole_length = message.content.reduce((sum, part) => sum + textOf(part).length, 0)
  if (whole_length <= MOST_SHOWN) return message
  let left = MOST_SHOWN
  const content = message.content.flatMap((part) => {
    const { length } = textOf(part)
    if (length > 0 && left <= 0) return []
    const kept = length > left ? cutTo(part, left) : part
    left -= length
    return [kept]
  })
  return { ...message, content, whole_length }
}

function addressOf(url: string, address: string): string {
  if (imageOf(url)) return address
  return url.length > LONGEST_ADDRESS ? `${url.slice(0, LONGEST_ADDRESS)}…` : url
}

const textOf = (part: ContentPart) =>
  part.type === 'text' ? part.text.value : part.type === 'refusal' ? part.refusal : ''

function cutTo(part: ContentPart, length: number): ContentPart {
  if (part.type === 'text') return { ...part, text: { value: beginningOf(part.text.value, length), annotations: [] } }
  return part.type === 'refusal' ? { ...part, refusal: beginningOf(part.refusal, length) } : part
}

/** Half of a pair is no character. */
const beginningOf = (text: string, length: number) =>
  text.slice(0, (text.codePointAt(length - 1) ?? 0) > 0xffff ? length - 1 : length)
