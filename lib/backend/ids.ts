import { randomBytes, randomUUID } from 'node:crypto'

/** In the order in which databases compare them. */
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
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

/** An id begins with its millisecond, so that it stands beside its neighbours in every index; the rest is chance. */
export const newId: Ids = (prefix) => {
  let id = prefix + inLetters(Date.now())
  while (id.length < prefix.length + LENGTH) {
    const byte = nextByte()
    if (byte < FAIR) id += LETTERS[byte % LETTERS.length]
  }
  return id
}

function inLetters(count: number): string {
  const rest = Math.floor(count / LETTERS.length)
  return (rest > 0 ? inLetters(rest) : '') + LETTERS[count % LETTERS.length]
}

/** An id of 32 hexadecimal digits: of a request, or of a call whose endpoint gave it none. */
export const hexId = (prefix: 'req_' | 'call_') => `${prefix}${randomUUID().replaceAll('-', '')}`
