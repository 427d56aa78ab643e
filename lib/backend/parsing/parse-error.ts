import type { FileReasonSentence } from '@/lib/run/file-reasons'

/** The protocol's words for why a file in a vector store failed. */
export type FailureCode = 'unsupported_file' | 'invalid_file' | 'server_error'

export interface ParseFailure {
  readonly ok: false
  readonly code: FailureCode
  /** For whoever put the file there, in a sentence. */
  readonly message: string
}

/** Thrown where a file cannot be read, with the sentence for its owner. */
export class ParseError extends Error {
  constructor(
    readonly code: FailureCode,
    override readonly message: FileReasonSentence,
  ) {
    super(message)
  }
}

export const invalid = (message: FileReasonSentence) => new ParseError('invalid_file', message)
export const unsupported = (message: FileReasonSentence) => new ParseError('unsupported_file', message)
