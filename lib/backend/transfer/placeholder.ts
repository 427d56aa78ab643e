import type { Raw } from './unit'

/** The kinds of the records that stand for files and vector stores whose content did not come along. */
export const PLACEHOLDER = { file: 'transfer.file', vector_store: 'transfer.vector_store' } as const

/** A file, or in earlier versions a vector store, as its source described it, under its old id. */
export interface Placeholder {
  readonly document: Raw
  readonly status: 'error'
  readonly reason: 'file_content' | 'vector_store_content'
}

export const placeholderOf = (document: Raw): Placeholder => ({ document, status: 'error', reason: 'file_content' })
