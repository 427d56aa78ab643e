// Why a file cannot be read: the sentence that the wire tells, and by which of these pages know it again, to say it in
// the reader's language. The more special stand first.
const fileReasons = {
  empty: 'The file is empty.',
  no_text: 'The file has no extractable text.',
  too_much_text: 'The file has more than {size} of text.',
  pdf_pages: 'PDFs of more than {count} pages are not read.',
  too_large: '{what} of more than {size} are not read.',
  rtf: 'Rich text (RTF) is not read. Save the file as .docx, .pdf or .txt.',
  archive: 'The file is an archive, not a document. Unpack it and add the files in it.',
  other_kind: 'The file is {what}, not a document with text.',
  encrypted: 'The {what} is encrypted and needs a password.',
  old_office: 'Documents in the form of before 2007 (.doc, .xls, .ppt) are not read. Save as .docx, .xlsx or .pptx.',
  not_text: 'The file is neither text nor a kind of document that can be read.',
  pdf_page: 'Page {page} of {count} cannot be read: the PDF is damaged or incomplete.',
  damaged: 'The {what} cannot be read: it is damaged or incomplete.',
  part_twice: 'The document has a part twice: it is damaged.',
  xml: 'The document is damaged: its XML is not well-formed.',
  dtd: 'The document has a document type definition (DTD): it is not read.',
  nested: 'The {what} has more than {count} elements in each other.',
  parts: 'The document has more than {count} parts.',
  workbook_texts: 'The workbook has more than {count} texts.',
  workbook_text: 'The workbook has more text than is read.',
  element_too_large: 'The document has an element that is too large to be read.',
  pdf_part_unpacks: 'A part of the PDF unpacks to more than {size}: it is not read.',
  document_unpacks: 'The document would unpack to more than {size}: it is not read.',
  part_unpacks: 'A part of the document unpacks to {size}: it is not read.',
  slow: 'Reading the file takes longer than the {count} s that it may.',
  stuck: 'Reading the file does not get on: {count} s without result.',
  memory: 'Reading the file takes more memory than the {count} MB that it may.',
  unreadable: 'The file could not be read.',
  gone: 'The file is not there any more.',
  not_carried: 'The bytes of the file did not come along.',
  not_started: 'The process that reads files could not be started.',
  ended: 'The process that reads files ended before its time.',
  node_version: 'PDFs need Node.js 20.19 or later; this server runs on {what}.',
} as const

type FileReasonKey = keyof typeof fileReasons

/** A sentence with something in each of its places. */
type Filled<Text extends string> = Text extends `${infer Before}{${string}}${infer Behind}`
  ? `${Before}${string}${Filled<Behind>}`
  : Text

/** What a failure may say. */
export type FileReasonSentence = { [Key in FileReasonKey]: Filled<(typeof fileReasons)[Key]> }[FileReasonKey]

interface FileReason {
  readonly key: FileReasonKey
  /** What stands in the places of the sentence. */
  readonly values: Readonly<Record<'size' | 'count' | 'page' | 'what', string>>
}

const PLACE = /\\\{(\w+)\\\}/g

const patterns = Object.entries(fileReasons).map(([key, text]) => {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return { key: key as FileReasonKey, pattern: new RegExp(`^${escaped.replace(PLACE, '(?<$1>.{1,80}?)')}$`) }
})

/** Which of the reasons a sentence is; undefined for one of other backends. */
export function fileReasonIn(sentence: string): FileReason | undefined {
  for (const { key, pattern } of patterns) {
    const found = pattern.exec(sentence)
    if (found) return { key, values: { size: '', count: '', page: '', what: '', ...found.groups } }
  }
  return undefined
}
