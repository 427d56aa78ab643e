import { megabytes } from './limits'
import { invalid } from './parse-error'

export interface ExtractedText {
  readonly text: string
  /** Where pages, slides or sheets begin, in UTF-16 units; of other kinds there are none. */
  readonly pages?: readonly number[]
}

export type TextSink = ReturnType<typeof createTextSink>

/** Gathers what is found in a file; throws `ParseError` as soon as it is more than `maxBytes` as UTF-8. */
export function createTextSink(maxBytes: number) {
  const pieces: string[] = []
  const pages: number[] = []
  let [length, bytes] = [0, 0]
  return {
    add(text: string) {
      const piece = plain(text)
      bytes += Buffer.byteLength(piece)
      if (bytes > maxBytes) throw invalid(`The file has more than ${megabytes(maxBytes)} of text.`)
      length += piece.length
      pieces.push(piece)
    },
    beginPage() {
      pages.push(length)
    },
    /** Throws `ParseError` where nothing was found. */
    end(): ExtractedText {
      const text = pieces.join('')
      if (!/\S/.test(text)) throw invalid('The file has no extractable text.')
      return pages.length > 0 ? { text, pages } : { text }
    },
  }
}

/** One kind of line end, no half signs, and no NUL, which PostgreSQL does not store. */
const plain = (text: string) => wellFormed(text.replace(/\r\n?/g, '\n').replaceAll('\0', ''))

const wellFormed = (text: string) =>
  text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
