import { unsupported } from './parse-error'

/** What a file is by its first bytes: `archive` is what Office documents are packed as. */
export type ContentKind = 'pdf' | 'archive' | 'compound' | 'text'

const startsWith = (head: Uint8Array, sign: string, at = 0) =>
  Buffer.from(head.subarray(at, at + sign.length)).toString('latin1') === sign

/** A PDF may have other bytes before its beginning. */
const PDF_WITHIN = 1_024

/** What is surely no document: the first bytes, where they stand, and what it is called. */
const others = [
  ['\x89PNG', 0, 'a picture (PNG)'],
  ['\xff\xd8\xff', 0, 'a picture (JPEG)'],
  ['GIF8', 0, 'a picture (GIF)'],
  ['WEBP', 8, 'a picture (WebP)'],
  ['II*\0', 0, 'a picture (TIFF)'],
  ['MM\0*', 0, 'a picture (TIFF)'],
  ['ftyp', 4, 'a video, a sound or a picture'],
  ['RIFF', 0, 'a sound or a video'],
  ['OggS', 0, 'a sound or a video'],
  ['ID3', 0, 'a sound (MP3)'],
  ['fLaC', 0, 'a sound (FLAC)'],
  ['\x1aE\xdf\xa3', 0, 'a video'],
  ['\x1f\x8b', 0, 'a compressed file (gzip)'],
  ['BZh', 0, 'a compressed file (bzip2)'],
  ['\xfd7zXZ', 0, 'a compressed file (xz)'],
  ['7z\xbc\xaf', 0, 'an archive (7z)'],
  ['Rar!', 0, 'an archive (RAR)'],
  ['ustar', 257, 'an archive (tar)'],
  ['SQLite format 3', 0, 'a database (SQLite)'],
  ['\x7fELF', 0, 'a program'],
  ['MZ', 0, 'a program'],
  ['\0asm', 0, 'a program (WebAssembly)'],
  ['PAR1', 0, 'a table (Parquet)'],
] as const

/** Throws `ParseError` for what is known to be no document. */
export function contentKindOf(head: Uint8Array): ContentKind {
  if (Buffer.from(head.subarray(0, PDF_WITHIN)).includes('%PDF-')) return 'pdf'
  if (startsWith(head, 'PK\x03\x04') || startsWith(head, 'PK\x05\x06')) return 'archive'
  if (startsWith(head, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'compound'
  if (startsWith(head, '{\\rtf'))
    throw unsupported('Rich text (RTF) is not read. Save the file as .docx, .pdf or .txt.')
  // A text may well begin with two letters, or with a byte order mark: what is a text has no NUL among its first bytes.
  const other = others.find(([sign, at]) => startsWith(head, sign, at))
  if (other && (other[0] !== 'MZ' || head.includes(0))) {
    throw unsupported(`The file is ${other[2]}, not a document with text.`)
  }
  return 'text'
}
