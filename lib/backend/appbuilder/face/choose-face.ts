// AppBuilder's wire for each connection: which of them a request is for stands in its path, as on the other wire.
import { ApiError } from '@/lib/protocol/error'
import type { Backend } from '@/lib/backend/backend'
import { REQUEST_ID, requestIdOf } from './request-id'

const address = /^(?:\/c\/([^/]+))?(\/v2(?:\/.*)?)$/

/** Is this one of AppBuilder's requests, to whichever connection? */
export const isAppBuilder = ({ url }: Request) => address.test(new URL(url).pathname)

/** `faceOf` finds a connection's; without an id that of the default connection. */
export function chooseFace(faceOf: (connection?: string) => Backend | undefined): Backend {
  return async (request) => {
    const url = new URL(request.url)
    const [, connection, path = ''] = address.exec(url.pathname) ?? []
    const face = faceOf(connection)
    if (!face) {
      const refusal = new ApiError(404, `No connection found with id '${connection}'.`).toResponse()
      const id = requestIdOf((name) => request.headers.get(name))
      if (id) refusal.headers.set(REQUEST_ID, id)
      return refusal
    }
    if (path === url.pathname) return face(request)
    url.pathname = path
    return face(new Request(url, request))
  }
}
