// Bytes on their way in: how many there are, and their digest.
import { createHash } from 'node:crypto'

/** What was written. */
export interface Written {
  readonly bytes: number
  /** Hexadecimal. */
  readonly sha256: string
}

export interface WriteOptions {
  /** Beyond so many bytes it throws `TooManyBytesError`. */
  readonly maxBytes?: number | undefined
  /** Ends the writing with its reason. */
  readonly signal?: AbortSignal | undefined
  /** They are read once more, and thrown away where they are not the same. */
  readonly isCompared?: boolean | undefined
}

/** There were more bytes than may be written. */
export class TooManyBytesError extends Error {
  override readonly name = 'TooManyBytesError'
  constructor(readonly maxBytes: number) {
    super(`There are more than ${maxBytes} bytes.`)
  }
}

export function createMeasure({ maxBytes = Infinity, signal }: WriteOptions) {
  const hash = createHash('sha256')
  let bytes = 0
  return {
    /** Throws where this piece is not to be written. */
    take(piece: Uint8Array) {
      signal?.throwIfAborted()
      bytes += piece.length
      if (bytes > maxBytes) throw new TooManyBytesError(maxBytes)
      hash.update(piece)
    },
    /** To be called once, behind the last piece. */
    end(): Written {
      signal?.throwIfAborted()
      return { bytes, sha256: hash.digest('hex') }
    },
  }
}

/** Throws where these are not the bytes that were written. */
export async function expectSame(there: ReadableStream<Uint8Array> | undefined, written: Written): Promise<void> {
  const measure = createMeasure({})
  for await (const piece of (there ?? []) as AsyncIterable<Uint8Array>) measure.take(piece)
  const { bytes, sha256 } = measure.end()
  if (sha256 === written.sha256) return
  throw new Error(`Of ${written.bytes} bytes ${bytes} are there, and they are not the same.`)
}
