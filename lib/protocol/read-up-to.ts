export interface ReadBytes {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** There were more than were asked for. */
  readonly isCut: boolean
}

/**
 * The first bytes of a body, at most so many, and those that have come when `enough` resolves; the rest is cancelled.
 * Throws what reading throws.
 */
export async function readUpTo(
  body: ReadableStream<Uint8Array>,
  most: number,
  enough?: Promise<undefined>,
): Promise<ReadBytes> {
  const pieces: Uint8Array[] = []
  let size = 0
  const reader = body.getReader()
  while (size <= most) {
    const read = await (enough ? Promise.race([reader.read(), enough]) : reader.read())
    if (!read || read.done) break
    pieces.push(read.value)
    size += read.value.byteLength
  }
  await reader.cancel()
  const bytes = new Uint8Array(Math.min(size, most))
  let filled = 0
  for (const piece of pieces) {
    bytes.set(piece.subarray(0, bytes.length - filled), filled)
    filled += piece.byteLength
  }
  return { bytes, isCut: size > most }
}
