import { inflateSync } from 'node:zlib'
import { MAX_PDF_PART_BYTES, megabytes } from './limits'
import { invalid } from './parse-error'

/** What is packed to less than this cannot become larger than a part may be: deflate packs to a thousandth at most. */
const MIN_PACKED_BYTES = 60_000
/** How far before its bytes the dictionary of a part is looked for. */
const DICTIONARY_LENGTH = 2_048

/**
 * Throws `ParseError` for a PDF in which a part unpacks to far more than text ever needs. pdf.js would unpack it whole,
 * which takes minutes and all memory. Pictures stay packed there, so they may be large.
 */
export function refuseFlateBomb(bytes: Uint8Array) {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', at + 6)) {
    if (file.subarray(at - 3, at).toString('latin1') === 'end') continue
    const begin = at + (file[at + 6] === 13 ? 8 : 7)
    const found = file.indexOf('endstream', begin)
    const end = found < 0 ? file.length : found
    if (end - begin < MIN_PACKED_BYTES) continue
    const dictionary = file.subarray(Math.max(0, at - DICTIONARY_LENGTH), at).toString('latin1')
    const own = dictionary.slice(dictionary.lastIndexOf(' obj') + 1)
    if (/\/Fl(?:ateDecode)?\b/.test(own) && !/\/Subtype\s*\/Image\b/.test(own)) refuseLarge(file.subarray(begin, end))
    at = end
  }
}

function refuseLarge(packed: Uint8Array) {
  try {
    inflateSync(packed, { maxOutputLength: MAX_PDF_PART_BYTES })
  } catch (error) {
    // What is damaged is for pdf.js to find, which mends some of it.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') return
    throw invalid(`A part of the PDF unpacks to more than ${megabytes(MAX_PDF_PART_BYTES)}: it is not read.`)
  }
}
