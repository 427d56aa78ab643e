import type { PictureSize } from '@/lib/protocol/playground'
import { BYTES_TO_SIZE, pictureSize } from './picture-size'

/** The types that are served to be shown as pictures. None of them can hold a script. */
const types = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']

const HEAD = /^data:(image\/[a-z]+);base64,/i
const MAX_HEAD_LENGTH = 64

interface Image {
  readonly type: string
  readonly bytes: () => Buffer<ArrayBuffer>
  /** Undefined where its beginning does not tell. */
  readonly size: () => PictureSize | undefined
}

/** The picture that lies in a `data:` URL; undefined for other addresses, and for what is not served as a picture. */
export function imageOf(url: string): Image | undefined {
  const head = HEAD.exec(url.slice(0, MAX_HEAD_LENGTH))
  const type = head?.[1]?.toLowerCase()
  if (!head || type === undefined || !types.includes(type)) return undefined
  const start = head[0].length
  return {
    type,
    bytes: () => Buffer.from(url.slice(start), 'base64'),
    // Four characters hold three bytes.
    size: () => pictureSize(type, Buffer.from(url.slice(start, start + (BYTES_TO_SIZE * 4) / 3), 'base64')),
  }
}
