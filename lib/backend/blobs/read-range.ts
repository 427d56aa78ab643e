import type { FileHandle } from 'node:fs/promises'

/** Bytes by their places: `start` is the first, `end` the last. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** How many bytes are read at once. */
const PIECE = 256 * 1024

/** The bytes of an open file as they are taken; it is closed at their end, at a failure, and when nobody wants more. */
export function readRange(file: FileHandle, range?: ByteRange): ReadableStream<Uint8Array> {
  let at = range?.start ?? 0
  const end = range === undefined ? Infinity : range.end + 1
  const close = () => file.close()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const left = Math.min(PIECE, end - at)
        const piece = new Uint8Array(left)
        const { bytesRead } = await file.read(piece, 0, left, at).catch(async (error: unknown) => {
          await close()
          throw error
        })
        at += bytesRead
        if (bytesRead > 0) controller.enqueue(piece.subarray(0, bytesRead))
        if (bytesRead > 0 && at < end) return
        await close()
        controller.close()
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  )
}
