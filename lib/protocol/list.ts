import * as z from 'zod'

export interface List<T> {
  readonly object: 'list'
  readonly data: readonly T[]
  readonly first_id: string
  readonly last_id: string
  readonly has_more: boolean
}

/**
 * An empty page has an empty `first_id` and `last_id`. Clients send these back as cursors: an empty cursor counts as
 * none.
 */
const cursor = z
  .string()
  .transform((id) => id || undefined)
  .optional()

/** The query of lists that can be read in one direction only. */
export const pageQuery = z.object({ limit: z.number().int().min(1).max(100).default(20), after: cursor })

/** The query of every list: `before` and `after` are ids that stand earlier and later in the listing's own order. */
export const listQuery = pageQuery.extend({ order: z.enum(['asc', 'desc']).default('desc'), before: cursor })
export type ListQuery = z.infer<typeof listQuery>

/** An empty page has empty strings for its ends: the document types both as strings, and no SDK reads them. */
export function toList<T extends { readonly id: string }>(data: readonly T[], hasMore: boolean): List<T> {
  return { object: 'list', data, first_id: data[0]?.id ?? '', last_id: data.at(-1)?.id ?? '', has_more: hasMore }
}
