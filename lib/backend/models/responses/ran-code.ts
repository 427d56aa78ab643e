import * as z from 'zod'
import type { RanOutput } from '../model'

const outputSchema = z.union([
  z.looseObject({ type: z.literal('logs'), logs: z.string() }),
  z.looseObject({ type: z.literal('image'), url: z.string() }),
])

/** What code has put out, as far as it can be read. Null where it was not said. */
export const ranOutputs = z.array(z.unknown()).nullish().catch(null)

export const outputsOf = (outputs: z.output<typeof ranOutputs>): readonly RanOutput[] =>
  (outputs ?? []).flatMap((output): RanOutput[] => {
    const { data } = outputSchema.safeParse(output)
    if (!data) return []
    return data.type === 'logs' ? [{ type: 'logs', logs: data.logs }] : [{ type: 'image', url: data.url }]
  })
