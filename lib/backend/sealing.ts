// Secrets at rest: encrypted and bound to what they are for, so that a database without its key tells none.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const ALGORITHM = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16
const VERSION = 'v1.'

export interface Sealer {
  /** `purpose` says what the secret belongs to; it opens for nothing else. */
  seal(secret: string, purpose: string): string
  /** Throws `SealError`. */
  open(sealed: string, purpose: string): string
}

/** A sealed secret was made with another key, for something else, or is damaged. */
export class SealError extends Error {
  override readonly name = 'SealError'
}

/** `readKey` gives 32 bytes, and is asked when the first secret is sealed or opened. */
export function createSealer(readKey: () => Uint8Array): Sealer {
  let read: Uint8Array | undefined
  const key = () => (read ??= readKey())
  return {
    seal(secret, purpose) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(ALGORITHM, key(), iv).setAAD(Buffer.from(purpose))
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return VERSION + Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')
    },

    open(sealed, purpose) {
      const bytes = Buffer.from(sealed.slice(VERSION.length), 'base64url')
      const [iv, tag, text] = [
        bytes.subarray(0, IV_BYTES),
        bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES),
        bytes.subarray(IV_BYTES + TAG_BYTES),
      ]
      try {
        if (!sealed.startsWith(VERSION)) throw new SealError('It is of an unknown version.')
        const decipher = createDecipheriv(ALGORITHM, key(), iv, { authTagLength: TAG_BYTES })
        decipher.setAAD(Buffer.from(purpose)).setAuthTag(tag)
        return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
      } catch (error) {
        throw new SealError('The secret cannot be decrypted with the present key.', { cause: error })
      }
    },
  }
}
