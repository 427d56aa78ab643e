import type { MiddlewareHandler } from 'hono'
import { hexId } from '@/lib/backend/ids'

/** The headers that SDKs expose on their answers and errors. */
export const identify: MiddlewareHandler = async (c, next) => {
  const startedAt = performance.now()
  await next()
  // The server around us has given the request its id; without one it gets it here.
  c.header('x-request-id', c.req.header('x-request-id') ?? hexId('req_'))
  c.header('openai-version', '2020-10-01')
  c.header('openai-processing-ms', String(Math.round(performance.now() - startedAt)))
}
