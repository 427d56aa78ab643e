// A transfer as it is kept: what pages see of it, and what only the server needs.
import * as z from 'zod'
import {
  type ConflictChoice,
  type ConflictChoices,
  conflictChoices,
  type Transfer,
  type TransferTally,
  transferKinds,
} from '@/lib/protocol/transfer'

/** Where its objects come from. Paths are the server's own business. */
export type JobSource =
  | { readonly kind: 'zip' | 'ndjson' | 'folder'; readonly name: string; readonly path: string }
  | { readonly kind: 'connection'; readonly name: string; readonly threadIds: readonly string[] | null }

export interface Job extends Omit<Transfer, 'object' | 'progress' | 'source'> {
  readonly source: JobSource
}

export const choicesSchema = z.partialRecord(z.enum(transferKinds), z.enum(conflictChoices))

export const totalOf = ({ counts }: TransferTally): number =>
  Object.values(counts)
    .flatMap((outcomes) => Object.values(outcomes))
    .reduce((sum, count) => sum + count, 0)

/** The same for every kind. */
export const choicesFor = (choice: ConflictChoice): ConflictChoices =>
  Object.fromEntries(transferKinds.map((kind) => [kind, choice]))
