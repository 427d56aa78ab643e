import * as z from 'zod'
import { openRecord } from './open-record'

const MAX_PAIRS = 16

/** At most 16 pairs, keys of at most 64 and values of at most 512 characters. */
export const metadataSchema = openRecord(z.string().max(64), z.string().max(512)).refine(
  (value) => Object.keys(value).length <= MAX_PAIRS,
  {
    error: `too many properties. Expected an object with at most ${MAX_PAIRS} properties.`,
    params: { code: 'object_above_max_properties' },
  },
)

/** As requests carry it: left out, or null, or pairs. */
export const metadataParam = metadataSchema.nullish()
