/** The types that are served to be shown as pictures. None of them can hold a script. */
const types = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']

const HEAD = /^data:(image\/[a-z]+);base64,/i
const LONGEST_HEAD = 64

interface Image {
  readonly type: string
  readonly bytes: () => Buffer<ArrayBuffer>
}

/** The picture that lies in a `data:` URL; undefined for other addresses, and for what is not served as a picture. */
export function imageOf(url: string): Image | undefined {
  const head = HEAD.exec(url.slice(0, LONGEST_HEAD))
  const type = head?.[1]?.toLowerCase()
  if (!head || type === undefined || !types.includes(type)) return undefined
  return { type, bytes: () => Buffer.from(url.slice(head[0].length), 'base64') }
}
