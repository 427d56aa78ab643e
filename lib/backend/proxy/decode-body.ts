// A copy of what passes encoded, decoded on its way to whoever records it.
import type { Transform } from 'node:stream'
import * as zlib from 'node:zlib'
import { withResolvers } from '@/lib/backend/with-resolvers'
import type { BodyObserver } from './copy-body'

/** A short answer can decode to any length. */
const MAX_DECODED_BYTES = 256 * 1024 * 1024

/** So many bytes may wait to be decoded: what passes waits for nobody who reads the copy. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024

/** Node 20 has none yet. */
const { createZstdDecompress } = zlib as { readonly createZstdDecompress?: () => Transform }

/** Some send `deflate` without the header that it should have. */
const createInflating = ([first = 0]: Uint8Array) =>
  (first & 0x0f) === 8 ? zlib.createInflate() : zlib.createInflateRaw()

type CreateDecoder = (beginning: Uint8Array) => Transform

const decoders: ReadonlyMap<string, CreateDecoder> = new Map<string, CreateDecoder>([
  ['gzip', () => zlib.createGunzip()],
  ['x-gzip', () => zlib.createGunzip()],
  ['deflate', createInflating],
  ['br', () => zlib.createBrotliDecompress()],
  ...(createZstdDecompress ? [['zstd', () => createZstdDecompress()] as const] : ([] as const)),
])

export const isDecodable = (encoding: string) => decoders.has(nameOf(encoding))

const nameOf = (encoding: string) => encoding.split(';', 1)[0]?.trim().toLowerCase() ?? ''

/** What of an `Accept-Encoding` can be decoded here. */
export function decodableOf(accepted: string): string {
  const named = accepted.split(',').map((each) => each.trim())
  return named.filter((each) => isDecodable(each) || nameOf(each) === 'identity').join(', ') || 'identity'
}

interface Decoding {
  /** One that `isDecodable`. */
  readonly encoding: string
  /** Gets what was decoded. Its end has an error where what passed breaks off, or cannot be decoded. */
  readonly observer: BodyObserver
  /** Told when the last byte has passed. Resolves when the observer has got all. */
  readonly onEnding: (done: Promise<void>) => void
}

export function decoding({ encoding, observer, onEnding }: Decoding): BodyObserver {
  const done = withResolvers()
  let decoder: Transform | undefined
  let bytes = 0
  let isOver = false
  let broken: unknown
  function over(error?: unknown) {
    if (isOver) return
    isOver = true
    observer.ended(broken ?? error)
    done.resolve()
  }
  function begin(beginning: Uint8Array): Transform | undefined {
    return decoders
      .get(nameOf(encoding))?.(beginning)
      .on('data', (piece: Buffer) => {
        bytes += piece.byteLength
        if (bytes > MAX_DECODED_BYTES) decoder?.destroy(new Error('It is too long.'))
        else observer.onBytes(piece)
      })
      .on('end', () => over())
      .on('error', over)
  }
  return {
    onBytes(piece) {
      decoder ??= begin(piece)
      if (isOver || !decoder) return
      if (decoder.writableLength > MAX_WAITING_BYTES) decoder.destroy(new Error('It comes too fast.'))
      else decoder.write(piece)
    },
    ended(error) {
      broken = error
      if (decoder && !isOver) decoder.end()
      else over()
      onEnding(done.promise)
    },
  }
}
