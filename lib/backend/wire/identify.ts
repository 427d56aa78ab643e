import type { MiddlewareHandler } from 'hono'
import { hexId } from '@/lib/backend/ids'

/** The headers that SDKs expose on their answers and errors. */
export const identify: MiddlewareHandler = async (c, next) => {
  const startedAt = performance.now()
  await next()
  // Set on the answer itself: of one that is there already, `c.header` makes a new one each time.
  const { headers } = c.res
  // The server around us has given the request its id; without one it gets it here.
  headers.set('x-request-id', c.req.header('x-request-id') ?? hexId('req_'))
  headers.set('openai-version', '2020-10-01')
  headers.set('openai-processing-ms', String(Math.round(performance.now() - startedAt)))
}
