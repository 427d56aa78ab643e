// Files say nothing of how their text is encoded.

const MARKS = [
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
] as const

/** The text that bytes are, which may end in the middle of a character; undefined where they are no text. */
export function decodeText(bytes: Uint8Array<ArrayBuffer>): string | undefined {
  const marked = MARKS.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte))
  if (marked) return new TextDecoder(marked.encoding).decode(bytes)
  if (bytes.includes(0)) return undefined
  return decodedAs('utf-8', bytes) ?? decodedAs('gb18030', bytes)
}

function decodedAs(encoding: 'utf-8' | 'gb18030', bytes: Uint8Array<ArrayBuffer>): string | undefined {
  try {
    // As of a stream, so that half a character at the end is no error.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
  } catch {
    // Not in this encoding.
    return undefined
  }
}
