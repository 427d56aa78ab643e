/** What reading one file may take. */
export interface ParsingLimits {
  /** How long until something is found, and until more is; how long without getting on; in milliseconds. */
  readonly wallMs: number
  readonly silentMs: number
  /** The heap of the process, and all of its memory where the system tells it, in MiB. */
  readonly heapMegabytes: number
  readonly residentMegabytes: number
  /** The text that is in the file, in bytes of UTF-8. */
  readonly textBytes: number
}

const MEBIBYTE = 1024 * 1024

export const parsingLimits: ParsingLimits = {
  wallMs: 30_000,
  silentMs: 10_000,
  heapMegabytes: 512,
  residentMegabytes: 1_024,
  textBytes: 20 * MEBIBYTE,
}

/** The largest file of each kind that is begun, in bytes. Of documents that are archives only the parts count. */
export const fileLimits = { text: 64 * MEBIBYTE, pdf: 200 * MEBIBYTE } as const

/** What a document that is an archive may unpack to. */
export const archiveLimits = {
  parts: 10_000,
  /** All parts together, and one of those that are read, in bytes. */
  wholeBytes: 2 * 1024 * MEBIBYTE,
  partBytes: 200 * MEBIBYTE,
  /** XML is packed to a tenth or a fiftieth. What is packed far more is meant to fill a memory. */
  ratio: 200,
  /** Below this a part may be packed as far as it likes. */
  smallBytes: 4 * MEBIBYTE,
} as const

/** Elements in each other. */
export const MAX_LEVELS = { xml: 256, html: 2_000 } as const

/** Pages of a PDF. */
export const MAX_PAGES = 20_000

/** What one compressed part of a PDF may unpack to, in bytes; pictures aside, which nobody unpacks here. */
export const MAX_PDF_PART_BYTES = 64 * MEBIBYTE

export const megabytes = (bytes: number) => `${Math.floor(bytes / MEBIBYTE)} MB`
