// Bytes as rows of the database, a piece each.
import type { FileBytesTable } from '@/lib/backend/store/file-bytes-table'
import type { BytePlace } from './byte-place'
import { inPieces } from './in-pieces'

/** How many bytes a row has: what is held in memory for a file that is written or read. */
const PIECE = 256 * 1024

export const createPiecePlace = (table: FileBytesTable): BytePlace => ({
  async write({ upload }, bytes) {
    let number = 0
    for await (const piece of inPieces(bytes, PIECE)) await table.append(upload, { number: number++, bytes: piece })
  },

  /** Piece by piece as they are taken. It breaks off where they are removed meanwhile. */
  async read({ upload, size }, range) {
    let at = range?.start ?? 0
    const end = Math.min(size, range === undefined ? size : range.end + 1)
    return new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          if (at < end) {
            const from = at % PIECE
            const length = Math.min(PIECE - from, end - at)
            const bytes = await table.read(upload, { number: Math.floor(at / PIECE), from, length })
            if (bytes?.length !== length) throw new Error('The bytes were removed while they were read.')
            at += length
            controller.enqueue(bytes)
          }
          if (at >= end) controller.close()
        },
      },
      { highWaterMark: 0 },
    )
  },

  // They go with the row of their upload.
  remove: async () => undefined,
})
