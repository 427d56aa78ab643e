import type { Message } from '@/lib/protocol/message'
import type { PictureSize, ShownMessage } from '@/lib/protocol/playground'
import { imageOf } from './image-of'

/** Longer addresses of pictures are cut: pages only name them. */
const MAX_ADDRESS_LENGTH = 2_000

/** A message as pages read it, its texts whole. `at` is the path below which its pictures are served. */
export function withImagesApart(message: Message, at: string): ShownMessage {
  const sizes: [string, PictureSize][] = []
  const content = message.content.map((part, index) => {
    if (part.type !== 'image_url') return part
    const image = imageOf(part.image_url.url)
    const url = image ? `${at}/images/${index}` : shortAddress(part.image_url.url)
    const size = image?.size()
    if (size) sizes.push([url, size])
    return { ...part, image_url: { ...part.image_url, url } }
  })
  return { ...message, content, ...(sizes.length > 0 && { picture_sizes: Object.fromEntries(sizes) }) }
}

const shortAddress = (url: string) => (url.length > MAX_ADDRESS_LENGTH ? `${url.slice(0, MAX_ADDRESS_LENGTH)}…` : url)
