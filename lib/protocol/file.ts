import * as z from 'zod'
import { pageQuery } from './list'
import type { StoreFileError } from './vector-store'

/** A stored file. Times are in Unix seconds. */
export interface StoredFile {
  readonly id: string
  readonly object: 'file'
  readonly bytes: number
  readonly created_at: number
  /** Missing where it stays until it is deleted. */
  readonly expires_at?: number
  readonly filename: string
  readonly purpose: string
  readonly status: 'uploaded' | 'processed' | 'error'
}

/** Where a file is used. A message's has its thread, and its name is how that is called or begins. */
export interface FileUse {
  readonly file_id: string
  readonly kind: 'assistant' | 'vector_store' | 'thread' | 'message'
  /** The assistant's, the store's, the thread's or the message's. */
  readonly id: string
  readonly thread_id: string | null
  /** Null where it has none. */
  readonly name: string | null
}

/** Where files are used, as far as it was looked for. */
export interface FileUses {
  readonly data: readonly FileUse[]
  /** There may be others: so many were found that the rest was not looked for, or so much was looked through. */
  readonly has_more: boolean
}

/** A page, slide or sheet of a document, or a part of one. */
export interface FileTextPage {
  /** From 1; null where files of this kind have none. */
  readonly number: number | null
  readonly text: string
  /** It goes on where the part before ended. */
  readonly is_continued: boolean
}

/** A part of the text of a document, as searches read it; or why it cannot be read. */
export type FileText =
  | {
      readonly pages: readonly FileTextPage[]
      /** Of the whole document; null where files of this kind have none. */
      readonly total_pages: number | null
      /** Where the next part begins, in UTF-16 units; null behind the last. */
      readonly next: number | null
    }
  | { readonly failure: StoreFileError }

/** What a file may be uploaded for. Those that tools write have purposes of their own. */
const uploadPurposes = ['assistants', 'batch', 'fine-tune', 'vision', 'user_data', 'evals'] as const

/** The fields of an upload beside the file itself. */
export const createFileFields = z.strictObject({
  purpose: z.enum(uploadPurposes),
  expires_after: z
    .strictObject({ anchor: z.literal('created_at'), seconds: z.int().min(3_600).max(2_592_000) })
    .optional(),
})
export type CreateFileFields = z.output<typeof createFileFields>

/** Where a part of a document's text begins, in UTF-16 units. */
export const fileTextQuery = z.object({ from: z.coerce.number().int().min(0).default(0) })

/** The list of files has longer pages than others. */
export const filesQuery = pageQuery.extend({
  limit: z.number().int().min(1).max(10_000).default(10_000),
  order: z.enum(['asc', 'desc']).default('desc'),
  purpose: z
    .string()
    .transform((purpose) => purpose || undefined)
    .optional(),
})
