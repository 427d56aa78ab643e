import { describe, expect, it } from 'vitest'
import { pictureSize } from './picture-size'

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)))
const zeros = (count: number) => Array.from({ length: count }, () => 0)

const frame = [0xff, 0xc2, 0, 17, 8, 0x01, 0x40, 0x02, 0x80, 3, ...zeros(9)]
const exif = (order: 'II' | 'MM', fields: readonly number[]) => {
  const data = [...bytes('Exif\0\0', order, fields)]
  return [0xff, 0xe1, 0, data.length + 2, ...data]
}
const turned = {
  big: exif('MM', [0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]),
  little: exif('II', [42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 8, 0, 0, 0]),
}
const jpeg = (...segments: readonly (readonly number[])[]) => bytes([0xff, 0xd8], ...segments)

const shown = { width: 640, height: 320 }
const onItsSide = { width: 320, height: 640 }

describe('the size of a picture', () => {
  it.each([
    ['image/png', bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 2, 128, 0, 0, 1, 64]), shown],
    ['image/gif', bytes('GIF89a', [128, 2, 64, 1]), shown],
    ['image/webp', bytes('RIFF', zeros(4), 'WEBPVP8X', zeros(8), [127, 2, 0, 63, 1, 0]), shown],
    ['image/webp', bytes('RIFF', zeros(4), 'WEBPVP8 ', zeros(10), [128, 2, 64, 1]), shown],
    ['image/webp', bytes('RIFF', zeros(4), 'WEBPVP8L', zeros(4), [0x2f, 0x7f, 0xc2, 0x4f, 0]), shown],
    ['image/jpeg', jpeg([0xff, 0xe0, 0, 4, 1, 1], frame), shown],
    ['image/jpeg', jpeg(turned.big, frame), onItsSide],
    ['image/jpeg', jpeg(turned.little, frame), onItsSide],
  ])('is read of %s (%#)', (type, beginning, size) => {
    expect(pictureSize(type, beginning)).toEqual(size)
    expect(pictureSize(type, beginning.subarray(0, 9)), 'not of half a head').toBeUndefined()
  })

  it.each([
    ['another type', 'image/avif', jpeg(frame)],
    ['something else', 'image/png', bytes('no picture, but a text long enough to be one')],
    ['a picture without a height', 'image/gif', bytes('GIF89a', [128, 2, 0, 0])],
    ['segments without a length', 'image/jpeg', jpeg([0xff, 0xe0, 0, 0, ...zeros(20)])],
    ['data before any frame', 'image/jpeg', jpeg([0xff, 0xda, 0, 4, 0, 0], frame)],
    ['a head of markers alone', 'image/jpeg', jpeg(Array.from({ length: 65_000 }, () => 0xff))],
  ])('is not known of %s', (_, type, beginning) => {
    expect(pictureSize(type, beginning)).toBeUndefined()
  })
})
