import * as z from 'zod'
import { count, listOf, requiredId, text } from './field'

export const fileIdParams = z.object({ file_id: requiredId })

/**
 * A stored file. `create_at` (spelt so) is in Unix **seconds**, unlike every other time of this wire. `censored` says
 * how far its audit is: -1 underway, 0 not audited, 1 approved, 2 rejected, 3 to be looked at again, 4 and 5 failed;
 * an upload's answer does not say it yet.
 */
export const fileSchema = z.looseObject({
  id: text,
  object: text,
  bytes: count,
  purpose: text,
  create_at: count,
  filename: text,
  classification_id: text,
  file_type: text,
  censored: z.number().nullish(),
})

export const fileListSchema = z.looseObject({ object: text, data: listOf(fileSchema) })
