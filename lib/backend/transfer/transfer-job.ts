// A transfer as it is kept: what pages see of it, and what only the server needs.
import * as z from 'zod'
import {
  type ConflictChoice,
  type ConflictChoices,
  conflictChoices,
  type Transfer,
  type TransferProgress,
  type TransferTally,
  transferKinds,
} from '@/lib/protocol/transfer'
import type { Reached } from './unit'

export interface FileSource {
  readonly kind: 'zip' | 'ndjson' | 'folder' | 'capsule'
  readonly name: string
  /** Where it lay when it was received. */
  readonly path: string
}

/** Where its objects come from. Paths are the server's own business. */
export type JobSource =
  | FileSource
  | { readonly kind: 'connection'; readonly name: string; readonly threadIds: readonly string[] | null }

export interface Job extends Omit<Transfer, 'object' | 'progress' | 'source' | 'with_file_bytes'> {
  readonly source: JobSource
  /** Transfers of earlier versions do not say it. */
  readonly with_file_bytes?: boolean | undefined
  /** How far its walk over the source had come, where the source tells that. Of the dry run or the import. */
  readonly checkpoint?: Checkpoint | null
  /** Where instances share it: when it was set going, in Unix milliseconds, how often one of them began with it, */
  readonly since_ms?: number
  readonly starts?: number
  /** and how far the one that is at it had come when it was written down. */
  readonly progress?: TransferProgress
  /** In how many pieces the reports are stored. */
  readonly pieces?: Readonly<Partial<Record<ReportPart, number>>>
}

/** What is told of a transfer: what the dry run found, and what the import has done. */
export type ReportPart = 'checked' | 'imported'

interface Checkpoint {
  readonly reached: Reached
  /** Of all before. */
  readonly tally: TransferTally
  /** In how many pieces the report of that is stored. */
  readonly pieces: number
}

export const choicesSchema = z.partialRecord(z.enum(transferKinds), z.enum(conflictChoices))

/** The same for every kind. */
export const choicesFor = (choice: ConflictChoice): ConflictChoices =>
  Object.fromEntries(transferKinds.map((kind) => [kind, choice]))
