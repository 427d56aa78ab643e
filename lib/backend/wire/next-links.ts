import type { Context, MiddlewareHandler } from 'hono'
import type { List } from '@/lib/protocol/list'

/**
 * How many objects a page has that names no limit: @azure/ai-agents 1.1 for JavaScript sends none, and forgets the
 * link before it looks for it.
 */
const LONG_PAGE = '100'

/**
 * Foundry's clients read a list on by its `nextLink`, an absolute address, and by nothing else. It leads to where the
 * request went: the guard has let pass only hosts that are known.
 */
export const nextLinks: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'GET' && c.req.query('limit') === undefined) {
    const url = new URL(c.req.url)
    url.searchParams.set('limit', LONG_PAGE)
    c.req.raw = new Request(url, c.req.raw)
  }
  await next()
  if (c.req.method !== 'GET' || !c.res.ok || !c.res.headers.get('content-type')?.includes('json')) return
  // Nobody has asked for that.
  if (c.res.headers.has('content-encoding')) return
  const answer = (await c.res.clone().json()) as List<unknown> | { readonly object?: string; readonly has_more?: false }
  if (answer.object !== 'list' || !answer.has_more) return
  const headers = new Headers(c.res.headers)
  // An answer that was passed on says how long it was; and Hono lays the headers of the one before over the next.
  headers.delete('content-length')
  c.res = undefined
  c.res = Response.json({ ...answer, nextLink: nextLinkOf(c, answer) }, { status: c.res.status, headers })
}

function nextLinkOf(c: Context, { first_id, last_id }: List<unknown>): string {
  const url = new URL(c.req.url)
  const host = c.req.header('host')
  const scheme = c.req.header('x-forwarded-proto')?.split(',', 1)[0]?.trim()
  const { searchParams: query } = url
  const isBackwards = Boolean(query.get('before')) && !query.get('after')
  query.set(isBackwards ? 'before' : 'after', isBackwards ? first_id : last_id)
  const origin = `${scheme === 'https' || scheme === 'http' ? `${scheme}:` : url.protocol}//${host ?? url.host}`
  return `${origin}${url.pathname}${url.search}`
}
