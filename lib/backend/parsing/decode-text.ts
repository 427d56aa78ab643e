import { unsupported } from './parse-error'

const NOT_TEXT = 'The file is neither text nor a kind of document that can be read.'

/** How much is looked at to tell text from other bytes. */
const SAMPLE = 65_536
/** The share of control characters that a text may have, escape sequences of terminals among them. */
const MAX_CONTROLS = 0.01
/** The share of damaged signs among those beyond ASCII that a text in UTF-8 may have. */
const MAX_DAMAGED = 0.05

/**
 * The text of bytes: by its byte order mark, else by the encoding that it declares, else UTF-8, where that cannot be
 * GB 18030, and where that cannot be Windows-1252. Throws `ParseError` for what is no text.
 */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  const text = decoded(bytes, declared).replace(/^\ufeff/, '')
  if (controlsIn(text.slice(0, SAMPLE)) > MAX_CONTROLS) throw unsupported(NOT_TEXT)
  return text
}

function decoded(bytes: Uint8Array, declared: string | undefined): string {
  const wide = wideEncodingOf(bytes)
  if (wide) return new TextDecoder(wide).decode(bytes)
  if (bytes.subarray(0, SAMPLE).includes(0)) throw unsupported(NOT_TEXT)
  const text = strictly('utf-8', bytes)
  if (text !== undefined) return text
  const other = declared === undefined ? undefined : strictly(declared, bytes)
  if (other !== undefined) return other
  const nearly = new TextDecoder().decode(bytes)
  const damaged = nearly.split('\ufffd').length - 1
  if (damaged < MAX_DAMAGED * (nearly.match(/[^\0-\x7f]/g)?.length ?? 0)) return nearly
  return strictly('gb18030', bytes) ?? new TextDecoder('windows-1252').decode(bytes)
}

/** Undefined where the bytes are not of this encoding. A sign that the end of the file cuts is left out. */
function strictly(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return undefined
  }
}

function wideEncodingOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  // Without a mark: of mostly Latin text every other byte is 0.
  const sample = bytes.subarray(0, 1_024)
  const zeros = [0, 0]
  sample.forEach((byte, at) => (zeros[at % 2] = (zeros[at % 2] ?? 0) + (byte === 0 ? 1 : 0)))
  const [even = 0, odd = 0] = zeros
  const most = sample.length / 2
  if (most >= 4 && odd > 0.4 * most && even === 0) return 'utf-16le'
  if (most >= 4 && even > 0.4 * most && odd === 0) return 'utf-16be'
  return undefined
}

/** The share of control characters, those of spaces and lines aside. */
function controlsIn(text: string): number {
  let controls = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const isSpace = code >= 9 && code <= 13
    if ((code < 32 && !isSpace) || (code >= 127 && code < 160)) controls += 1
  }
  return controls / Math.max(1, text.length)
}
