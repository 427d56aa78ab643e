import { randomBytes, randomUUID } from 'node:crypto'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const LENGTH = 24
/** The largest multiple of 62 below 256: bytes from there on would favour the first letters. */
const FAIR = 248
/** Drawn at once: asking the system costs far more than a byte. */
const DRAWN = 4_096

export type IdPrefix = 'asst_' | 'thread_' | 'msg_' | 'run_' | 'step_' | 'call_' | 'file-' | 'vs_' | 'vsfb_'

/** Makes a new id with the prefix of its kind. */
export type Ids = (prefix: IdPrefix) => string

let drawn = Buffer.alloc(0)
let used = 0

function nextByte(): number {
  if (used === drawn.length) {
    drawn = randomBytes(DRAWN)
    used = 0
  }
  return drawn[used++] ?? 0
}

export const randomId: Ids = (prefix) => {
  let id: string = prefix
  while (id.length < prefix.length + LENGTH) {
    const byte = nextByte()
    if (byte < FAIR) id += LETTERS[byte % LETTERS.length]
  }
  return id
}

/** An id of 32 hexadecimal digits: of a request, or of a call whose endpoint gave it none. */
export const hexId = (prefix: 'req_' | 'call_') => `${prefix}${randomUUID().replaceAll('-', '')}`
