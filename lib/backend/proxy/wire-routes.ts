// The wire of a proxied connection: whatever is asked below its addresses is passed on.
import type { Context, Hono, MiddlewareHandler } from 'hono'
import type { BackendInfo } from '@/lib/protocol/connection'
import { nextLinks } from '@/lib/backend/wire/next-links'
import { wireCallOf } from '@/lib/backend/wire/wire-call'
import type { createKeyed } from './keyed'
import { type Arrived, pass, type Passing } from './pass'

interface WireOptions {
  readonly info: BackendInfo
  readonly passing: Passing
  readonly keyed: ReturnType<typeof createKeyed>
  /** For bodies that are read here: all others pass as they come. */
  readonly limit: MiddlewareHandler
}

/** For SDKs, for clients of Azure's and Foundry's, and for pages. */
export function wireRoutes(app: Hono, { info, passing, keyed, limit }: WireOptions) {
  const { pages, sdks } = basesOf(info.id)
  // Another playground knows keys itself.
  const isKeyed = (c: Context, path: string) => info.kind !== 'playground' && isKeyedCreate(c, path)

  function passUnder(base: string, { isPage }: Pick<Arrived, 'isPage'>) {
    const pathOf = pathBehind(base)
    const isPlain = base.endsWith(':project')
    if (isPlain) app.use(`${base}/*`, nextLinks)
    app.use(`${base}/*`, (c, next) => {
      const path = pathOf(c)
      const isRead = isKeyed(c, path) || (isPage && wireCallOf(c.req.method, path.split('?')[0] ?? path).isLeg)
      return isRead ? limit(c, next) : next()
    })
    app.all(`${base}/*`, (c) => {
      const path = pathOf(c)
      if (!isKeyed(c, path)) return pass(passing, { request: c.req.raw, path, isPage, isPlain })
      return keyed(c, (request) => pass(passing, { request, path, isPage, isPlain: true }))
    })
  }
  for (const base of sdks) passUnder(base, { isPage: false })
  passUnder(pages, { isPage: true })
}

/** What stands before the wire's paths. */
const basesOf = (id: string) => {
  const pages = `/api/c/${id}/v1`
  const sdks = ['v1', 'openai/v1', 'openai', 'api/projects/:project']
  return { pages, sdks: sdks.flatMap((base) => [`/c/${id}/${base}`, `/${base}`]) }
}

/** The path of the wire, with its query. */
const pathBehind =
  (base: string) =>
  ({ req }: Context) => {
    const { pathname, search } = new URL(req.url)
    return `/${pathname.split('/').slice(base.split('/').length).join('/')}${search}`
  }

const isKeyedCreate = ({ req }: Context, path: string) =>
  req.method === 'POST' &&
  req.header('idempotency-key') !== undefined &&
  /^\/(?:assistants|threads)(?:\/|\?|$)/.test(path)
