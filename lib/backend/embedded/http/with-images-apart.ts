import type { Message } from '@/lib/protocol/message'
import type { ShownMessage } from '@/lib/protocol/playground'
import { imageOf } from './image-of'

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

function addressOf(url: string, address: string): string {
  if (imageOf(url)) return address
  return url.length > LONGEST_ADDRESS ? `${url.slice(0, LONGEST_ADDRESS)}…` : url
}
