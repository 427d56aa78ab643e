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
    message: string,
  ) {
    super(message)
  }
}

export const invalid = (message: string) => new ParseError('invalid_file', message)
export const unsupported = (message: string) => new ParseError('unsupported_file', message)
