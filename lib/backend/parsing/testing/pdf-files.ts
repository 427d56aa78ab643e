import { deflateSync } from 'node:zlib'

interface PdfOptions {
  /** Objects behind the first three (catalog, pages, font), by number from 4 on. */
  readonly objects?: readonly (string | Buffer)[]
  readonly font?: string
  readonly kids?: string
  readonly trailer?: string
}

const HELVETICA = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'

/** A minimal PDF of these objects. */
function pdfOf({ objects = [], font = HELVETICA, kids = '[]', trailer = '' }: PdfOptions): Buffer {
  const count = kids.split('R').length - 1
  const all = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids ${kids} /Count ${count} >>`,
    font,
    ...objects,
  ]
  const parts = [Buffer.from('%PDF-1.7\n')]
  const offsets: number[] = []
  let length = parts[0]?.length ?? 0
  all.forEach((object, at) => {
    offsets.push(length)
    const part = Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')])
    parts.push(part)
    length += part.length
  })
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const table = `xref\n0 ${all.length + 1}\n0000000000 65535 f \n${entries}`
  parts.push(
    Buffer.from(`${table}trailer\n<< /Size ${all.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${length}\n%%EOF`),
  )
  return Buffer.concat(parts)
}

const streamOf = (content: Buffer, dictionary = '') =>
  Buffer.concat([
    Buffer.from(`<< /Length ${content.length} ${dictionary} >>\nstream\n`),
    content,
    Buffer.from('\nendstream'),
  ])

const pageOf = (contents: number) =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents ${contents} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`

function withPages(contents: readonly (string | Buffer)[], options: PdfOptions = {}): Buffer {
  const objects = contents.flatMap((content, at) => [
    pageOf(5 + 2 * at),
    typeof content === 'string' ? streamOf(Buffer.from(content)) : content,
  ])
  const kids = `[${contents.map((_, at) => `${4 + 2 * at} 0 R`).join(' ')}]`
  return pdfOf({ ...options, kids, objects: [...objects, ...(options.objects ?? [])] })
}

/** A page a text; each line of it is a line of the page. */
export const textPdf = (...pages: readonly string[]) => withPages(pages.map(linesOf))

const linesOf = (text: string) =>
  `BT /F1 12 Tf 50 700 Td ${text
    .split('\n')
    .map((line) => `(${line}) Tj 0 -14 Td`)
    .join(' ')} ET`

/** `你好世界` in a font that is not in the file, and in an encoding that only a character map knows. */
export const chinesePdf = () =>
  withPages(['BT /F1 24 Tf 50 700 Td <C4E3BAC3CAC0BDE7> Tj ET'], {
    font: '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [6 0 R] >>',
    objects: [
      `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 7 0 R /DW 1000
        /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>`,
      `<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 0 1000 1000] /ItalicAngle 0
        /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>`,
    ],
  })

/** A page that nothing but a picture could be on. */
export const scannedPdf = () => withPages(['q 600 0 0 800 0 0 cm Q'])

/** It asks for a password, whatever it is. */
export const encryptedPdf = () =>
  withPages([linesOf('secret')], {
    trailer: `/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt <<
      /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <${'5a'.repeat(32)}> /U <${'a5'.repeat(32)}> >>`,
  })

/** A small file whose page unpacks to this many bytes. */
export const flateBombPdf = (bytes: number) =>
  withPages([streamOf(deflateSync(Buffer.alloc(bytes, '(a) Tj ')), '/Filter /FlateDecode')])

/** Its tree of pages leads back to itself. */
export const pageLoopPdf = () => pdfOf({ kids: '[4 0 R]', objects: ['<< /Type /Pages /Kids [2 0 R] /Count 1 >>'] })
