import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { fileLimits, MAX_PAGES } from './limits'
import { invalid, ParseError } from './parse-error'
import { readWhole, type FileSource } from './file-source'
import { refuseFlateBomb } from './refuse-flate-bomb'
import type { TextSink } from './text-sink'

interface Steps {
  /** Called when a page was read. */
  readonly onPage: () => void
}

/** The text of a PDF, page by page. Fonts that are not in it are known by the character maps that pdf.js comes with. */
export async function extractPdf(source: FileSource, sink: TextSink, { onPage }: Steps): Promise<void> {
  const bytes = readWhole(source, { most: fileLimits.pdf, kind: 'PDFs' })
  refuseFlateBomb(bytes)
  const { getDocument } = await loadPdfJs()
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const task = getDocument({
    data: bytes,
    cMapUrl: join(folder, 'cmaps') + sep,
    cMapPacked: true,
    standardFontDataUrl: join(folder, 'standard_fonts') + sep,
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    useWasm: false,
    verbosity: 0,
  })
  const document = await task.promise.catch(refused)
  if (document.numPages > MAX_PAGES) throw invalid(`PDFs of more than ${MAX_PAGES} pages are not read.`)
  for (let number = 1; number <= document.numPages; number += 1) {
    try {
      await readPage(await document.getPage(number), sink)
    } catch (error) {
      if (error instanceof ParseError) throw error
      throw invalid(`Page ${number} of ${document.numPages} cannot be read: the PDF is damaged or incomplete.`)
    }
    onPage()
  }
}

/** pdf.js makes use of this since 20.16 and asks for 20.19. */
async function loadPdfJs() {
  if (typeof process.getBuiltinModule !== 'function') {
    throw new ParseError('server_error', `PDFs need Node.js 20.19 or later; this server runs on ${process.version}.`)
  }
  // It would look for them in a package for drawing; nothing is drawn here.
  const scope = globalThis as Record<string, unknown>
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) scope[name] ??= class {}
  const pdfJs = await import('pdfjs-dist/legacy/build/pdf.mjs')
  return pdfJs
}

function refused(error: unknown): never {
  const name = error instanceof Error ? error.name : ''
  if (name === 'PasswordException') throw invalid('The PDF is encrypted and needs a password.')
  throw invalid('The PDF cannot be read: it is damaged or incomplete.')
}

interface Page {
  streamTextContent(): ReadableStream
  cleanup(): unknown
}

interface TextItem {
  readonly str: string
  readonly hasEOL: boolean
  readonly height: number
  readonly transform: readonly number[]
}

/** Of lines that stand further apart than this times their height a paragraph ends between them. */
const PARAGRAPH_GAP = 1.8

async function readPage(page: Page, sink: TextSink) {
  sink.beginPage()
  let line = ''
  let last: number | undefined
  const reader = page.streamTextContent().getReader() as ReadableStreamDefaultReader<{ items: readonly unknown[] }>
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    for (const item of piece.value.items) {
      if (!isText(item)) continue
      const height = item.transform[5]
      const gap = last === undefined || height === undefined ? 0 : Math.abs(last - height)
      if (line === '' && item.str.trim() !== '') {
        if (last !== undefined && gap > PARAGRAPH_GAP * item.height && item.height > 0) sink.add('\n')
        last = height
      }
      line += item.str
      if (!item.hasEOL) continue
      sink.add(lineEnd(line))
      line = ''
    }
  }
  if (line !== '') sink.add(`${line}\n`)
  sink.add('\n')
  page.cleanup()
}

const isText = (item: unknown): item is TextItem => typeof item === 'object' && item !== null && 'str' in item

/** A word that was divided at the end of a line is one again. */
const lineEnd = (line: string) => (/\p{Ll}-$/u.test(line) ? line.slice(0, -1) : `${line}\n`)
