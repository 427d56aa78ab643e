import { endingOf, htmlEndings } from '@/lib/protocol/file-endings'
import { contentKindOf } from './content-kind'
import { decodeText } from './decode-text'
import { declaredEncoding, extractHtml } from './extract-html'
import { extractPdf } from './extract-pdf'
import { readHead, readWhole, type FileSource } from './file-source'
import { fileLimits } from './limits'
import { extractDocx } from './office/extract-docx'
import { extractPptx } from './office/extract-pptx'
import { extractXlsx } from './office/extract-xlsx'
import { mainPartOf, openPackage } from './office/office-package'
import { invalid, unsupported } from './parse-error'
import { createTextSink, type ExtractedText, type TextSink } from './text-sink'

interface Job {
  readonly filename: string
  readonly textBytes: number
  readonly onPage: () => void
}

const HEAD_BYTES = 4_096

const ofOffice = { docx: extractDocx, pptx: extractPptx, xlsx: extractXlsx } as const

/** The text of a file, whose kind is known by its content first. Throws `ParseError` where there is none. */
export async function extract(source: FileSource, { filename, textBytes, onPage }: Job): Promise<ExtractedText> {
  if (source.size === 0) throw invalid('The file is empty.')
  const sink = createTextSink(textBytes)
  const kind = contentKindOf(readHead(source, HEAD_BYTES))
  switch (kind) {
    case 'pdf':
      await extractPdf(source, sink, { onPage })
      break
    case 'archive': {
      const office = await openPackage(source.fd)
      const part = await mainPartOf(office)
      await ofOffice[part.kind](office, part.main, sink)
      break
    }
    case 'compound':
      throw compoundError(source)
    case 'text':
      readText(source, filename, sink)
      break
    default:
      kind satisfies never
  }
  return sink.end()
}

const LOOKS_LIKE_HTML = /^\s*(?:<!--[^]{0,500}?-->\s*)?<(?:!doctype html|html)\b/i

function readText(source: FileSource, filename: string, sink: TextSink) {
  const isNamedHtml = htmlEndings.includes(endingOf(filename))
  const bytes = readWhole(source, { most: fileLimits.text, kind: 'Texts' })
  const text = decodeText(bytes, isNamedHtml ? declaredEncoding(bytes) : undefined)
  const isHtml = isNamedHtml || LOOKS_LIKE_HTML.test(text.slice(0, HEAD_BYTES))
  if (isHtml) extractHtml(text, sink)
  else sink.add(text)
}

/** How far a compound file is searched for what its encryption is called. */
const COMPOUND_BYTES = 1024 * 1024

/** Office documents with a password are compound files, and so are those of before 2007. */
function compoundError(source: FileSource) {
  const isEncrypted = Buffer.from(readHead(source, COMPOUND_BYTES)).includes(Buffer.from('EncryptedPackage', 'utf16le'))
  return isEncrypted
    ? invalid('The document is encrypted and needs a password.')
    : unsupported(
        'Documents in the form of before 2007 (.doc, .xls, .ppt) are not read. Save as .docx, .xlsx or .pptx.',
      )
}
