export interface ReadBytes {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** There were more than were asked for. */
  readonly isCut: boolean
}

/** The first bytes of a body, at most so many; the rest is cancelled. Throws what reading throws. */
export async function readUpTo(body: ReadableStream<Uint8Array>, most: number): Promise<ReadBytes> {
  const pieces: Uint8Array[] = []
  let size = 0
  const reader = body.getReader()
  while (size <= most) {
    const { done, value } = await reader.read()
    if (done) break
    pieces.push(value)
    size += value.byteLength
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
