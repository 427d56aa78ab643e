/** The images that models read. */
export type ImageType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'

/** Of one image that is shown to a model. */
export const MAX_IMAGE_BYTES = 20 * 1024 * 1024

const starts: readonly (readonly [ImageType, RegExp])[] = [
  ['image/png', /^\x89PNG\r\n\x1a\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF[^]{4}WEBP/],
]

/** What the first 16 bytes of a file show it to be: its name may say anything. */
export function imageTypeOf(head: Uint8Array): ImageType | undefined {
  const signs = Buffer.from(head).toString('latin1')
  return starts.find(([, start]) => start.test(signs))?.[0]
}
