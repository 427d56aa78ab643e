// What the server and the sandbox say to each other: one letter for the kind, four bytes for the length, the body.
// What comes from the sandbox may have been written by anybody's code: it is bounded here and parsed by who reads it.

const HEAD = 5

export function frameOf(kind: string, body: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(HEAD + body.length)
  frame.write(kind, 'latin1')
  frame.writeUInt32BE(body.length, 1)
  frame.set(body, HEAD)
  return frame
}

/** A request that runs code: after how many milliseconds it is interrupted, and after how many its process ends. */
export function timed(body: Uint8Array, { softMs, hardMs }: { readonly softMs: number; readonly hardMs: number }) {
  const all = Buffer.allocUnsafe(8 + body.length)
  all.writeUInt32BE(softMs)
  all.writeUInt32BE(hardMs, 4)
  all.set(body, 8)
  return all
}

/** Takes chunks as they come; `onFrame` gets each whole frame. False once a frame is longer than `longest` bytes. */
export function createFrameReader(longest: number, onFrame: (kind: string, body: Buffer) => void) {
  let waiting: Buffer[] = []
  let bytes = 0
  const take = (count: number) => {
    const [first] = waiting
    const all = waiting.length === 1 && first ? first : Buffer.concat(waiting)
    waiting = all.length > count ? [all.subarray(count)] : []
    bytes -= count
    return all.subarray(0, count)
  }
  let head: { readonly kind: string; readonly length: number } | undefined
  return (chunk: Buffer): boolean => {
    waiting.push(chunk)
    bytes += chunk.length
    while (true) {
      if (head === undefined) {
        if (bytes < HEAD) return true
        const read = take(HEAD)
        head = { kind: read.toString('latin1', 0, 1), length: read.readUInt32BE(1) }
        if (head.length > longest) return false
      }
      if (bytes < head.length) return true
      const { kind, length } = head
      head = undefined
      onFrame(kind, take(length))
    }
  }
}
