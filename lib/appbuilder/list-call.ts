// A list as one page, or as everything on all of its pages.
import type * as z from 'zod'
import { checked } from './checked'
import type { Page } from './field'

/**
 * A list that has been asked for. Awaited it is its first page; iterated with `for await` it is every object, and the
 * pages behind the first are asked for as they are reached. Objects that come or go meanwhile may be missed.
 */
export interface ListCall<T> extends Promise<Page<T>>, AsyncIterable<T> {}

interface ListBody {
  readonly order: 'asc' | 'desc'
  readonly after: string
  readonly before: string
}

interface Asked<S> {
  readonly schema: S
  readonly params: unknown
}

/** Asks for the first page at once. */
export function listCall<T extends { readonly id: string }, B extends ListBody>(
  { schema, params }: Asked<z.ZodType<B>>,
  ask: (body: B) => Promise<Page<T>>,
): ListCall<T> {
  const begin = async () => {
    const body = checked(schema, params)
    return { body, page: await ask(body) }
  }
  const begun = begin()
  const first = begun.then(({ page }) => page)
  async function* all() {
    const page = await first
    const { body } = await begun
    yield* everything(page, { order: body.order, ask: (cursor) => ask({ ...body, ...cursor }) })
  }
  return Object.assign(first, { [Symbol.asyncIterator]: all })
}

interface Paging<T> {
  readonly order: 'asc' | 'desc'
  readonly ask: (cursor: { readonly after: string } | { readonly before: string }) => Promise<Page<T>>
}

/**
 * Everything from the first page on. `after` means "behind in the list" to some gateways and, as AppBuilder's
 * documents have it, "created after" to others. Oldest first both are the same. Newest first the answer tells them
 * apart: one that follows the moments leads back to what was there already, or nowhere; from then on `before` is
 * asked with. A list that brings nothing new ends.
 */
async function* everything<T extends { readonly id: string }>(first: Page<T>, { order, ask }: Paging<T>) {
  const seen = new Set<string>()
  const isBehind = ({ data }: Page<T>) => data.length > 0 && !data.some(({ id }) => seen.has(id))
  let isByMoment = false
  for (let page = first; ;) {
    const fresh = page.data.filter(({ id }) => !seen.has(id))
    for (const each of fresh) {
      seen.add(each.id)
      yield each
    }
    const last = fresh.at(-1)?.id
    if (!page.has_more || last === undefined) return
    page = await ask(isByMoment ? { before: last } : { after: last })
    if (isByMoment || order === 'asc' || isBehind(page)) continue
    isByMoment = true
    page = await ask({ before: last })
  }
}
