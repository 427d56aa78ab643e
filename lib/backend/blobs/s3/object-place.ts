// Bytes as objects of a bucket, one for each upload.
import { createHash } from 'node:crypto'
import type { FileBytesTable } from '@/lib/backend/store/file-bytes-table'
import type { BytePlace, KnownBytes } from '../byte-place'
import { inPieces } from '../in-pieces'
import type { Bucket } from './bucket'
import { readObject } from './read-object'

/** What is held in memory for a file that is written: the least that a part may have. */
const PART = 5 * 1024 * 1024

/** An object has so many parts at the most. */
const MAX_PARTS = 10_000

export interface ObjectPlaceOptions {
  readonly bucket: Bucket
  readonly connection: string
  readonly table: Pick<FileBytesTable, 'touch'>
  /** Of a part; more where an object would have too many of them. */
  readonly partBytes?: number | undefined
}

/** The key of an object below the prefix of its bucket: no two uploads have the same. */
export const objectKey = (connection: string, { id, upload }: KnownBytes) => `${connection}/${id}/${upload}`

export function createObjectPlace({ bucket, connection, table, partBytes = PART }: ObjectPlaceOptions): BytePlace {
  const keyOf = (bytes: KnownBytes) => objectKey(connection, bytes)

  return {
    async write({ id, upload, maxBytes = Infinity, signal }, bytes) {
      const key = keyOf({ id, upload })
      // All that may come fits into the parts that there may be.
      const partSize = maxBytes === Infinity ? partBytes : Math.max(partBytes, Math.ceil(maxBytes / MAX_PARTS))
      const etags: string[] = []
      let [size, uploadId]: [number, string | undefined] = [0, undefined]
      for await (const part of inPieces(bytes, partSize)) {
        const body = bodyOf(part)
        if (uploadId === undefined && part.length < partSize) return bucket.put(key, body, signal)
        uploadId ??= await bucket.beginParts(key, signal)
        etags.push(await bucket.putPart(key, { uploadId, number: etags.length + 1, body, signal }))
        size += part.length
        await table.touch(upload)
      }
      if (uploadId === undefined) return bucket.put(key, bodyOf(Buffer.alloc(0)), signal)
      await bucket.finishParts(key, { uploadId, etags, size, signal })
    },

    read: (from, range) => readObject(bucket, { key: keyOf(from), size: from.size, range }),

    async remove(of) {
      const key = keyOf(of)
      if (of.size === undefined) await bucket.abandonParts(key)
      await bucket.remove(key)
    },
  }
}

const bodyOf = (bytes: Buffer<ArrayBuffer>) => ({ bytes, sha256: createHash('sha256').update(bytes).digest('hex') })
