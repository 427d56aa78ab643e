import * as z from 'zod'
import { metadataLimits } from './limits'
import { openRecord } from './open-record'

const { pairs, key, value } = metadataLimits

export const metadataSchema = openRecord(z.string().max(key), z.string().max(value)).refine(
  (metadata) => Object.keys(metadata).length <= pairs,
  {
    error: `too many properties. Expected an object with at most ${pairs} properties.`,
    params: { code: 'object_above_max_properties' },
  },
)

/** As requests carry it: left out, or null, or pairs. */
export const metadataParam = metadataSchema.nullish()
