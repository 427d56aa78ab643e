// How large a picture is, from its first bytes, so that pages can keep its place free. Pictures come from strangers:
// each step goes forward, and a page of them must cost next to nothing (a package took 50 ms for one hostile JPEG).
import type { PictureSize } from '@/lib/protocol/playground'

/** Of a photo the size stands behind what the camera says of itself, which is seldom more. */
export const BYTES_TO_SIZE = 64 * 1024

const readers: Readonly<Record<string, (view: DataView) => PictureSize | undefined>> = {
  'image/gif': (view) => isAt(view, 0, 'GIF8') && { width: view.getUint16(6, true), height: view.getUint16(8, true) },
  'image/jpeg': jpegSize,
  'image/png': (view) => isAt(view, 12, 'IHDR') && { width: view.getUint32(16), height: view.getUint32(20) },
  'image/webp': webpSize,
}

/** The size in which a picture is shown, by its first `BYTES_TO_SIZE` bytes; undefined where they do not tell. */
export function pictureSize(type: string, beginning: Uint8Array): PictureSize | undefined {
  const view = new DataView(beginning.buffer, beginning.byteOffset, beginning.byteLength)
  try {
    const size = readers[type]?.(view)
    return size && size.width > 0 && size.height > 0 ? size : undefined
  } catch (error) {
    // It ends before its size has come.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Undefined, not false, where something else stands there. */
const isAt = (view: DataView, at: number, word: string) =>
  [...word].every((letter, index) => view.getUint8(at + index) === letter.charCodeAt(0)) || undefined

/** https://developers.google.com/speed/webp/docs/riff_container */
function webpSize(view: DataView): PictureSize | undefined {
  const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  if (!isAt(view, 8, 'WEBPVP8')) return undefined
  if (isAt(view, 15, 'X')) return { width: uint24(24) + 1, height: uint24(27) + 1 }
  if (isAt(view, 15, ' '))
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  const bits = view.getUint32(21, true)
  return isAt(view, 15, 'L') && { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }
}

/** Markers of a JPEG: ITU T.81, table B.1. */
const SCAN = 0xda
const EXIF = 0xe1
const notFrames: readonly number[] = [0xc4, 0xc8, 0xcc]
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && !notFrames.includes(marker)

function jpegSize(view: DataView): PictureSize | undefined {
  let orientation: number | undefined
  for (let at = 2; view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1)
    const length = view.getUint16(at + 2)
    if (isFrame(marker)) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)]
      return (orientation ?? 1) < FIRST_TURNED ? { width, height } : { width: height, height: width }
    }
    if (marker === SCAN || length < 2) return undefined
    if (marker === EXIF && isAt(view, at + 4, 'Exif')) orientation ??= orientationAt(view, at + 10)
    at += 2 + length
  }
  return undefined
}

/** From this orientation on a picture lies on its side. */
const FIRST_TURNED = 5
const ORIENTATION = 0x0112
const MAX_FIELDS = 100

/** What a camera says of how it was held: Exif 2.32, section 4.6.4. 1 where it says nothing. */
function orientationAt(view: DataView, at: number): number {
  const isLittle = isAt(view, at, 'II') ?? false
  const fields = at + view.getUint32(at + 4, isLittle)
  const count = Math.min(view.getUint16(fields, isLittle), MAX_FIELDS)
  for (let index = 0; index < count; index++) {
    const field = fields + 2 + 12 * index
    if (view.getUint16(field, isLittle) === ORIENTATION) return view.getUint16(field + 8, isLittle)
  }
  return 1
}
