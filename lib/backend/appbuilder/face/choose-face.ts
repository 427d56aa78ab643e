// AppBuilder's wire for each connection: which of them a request is for stands in its path, as on the other wire.
import { ApiError } from '@/lib/protocol/error'
import type { Backend } from '@/lib/backend/backend'
import { REQUEST_ID, requestIdOf } from './request-id'

const address = /^(?:\/c\/([^/]+))?(\/v2(?:\/.*)?)$/

/** Is this one of AppBuilder's requests, to whichever connection? */
export const isAppBuilder = ({ url }: Request) => address.test(new URL(url).pathname)

/** The first face answers what names no connection. */
export function chooseFace(faces: readonly [NamedFace, ...NamedFace[]]): Backend {
  const [first] = faces
  return async (request) => {
    const url = new URL(request.url)
    const [, connection = first.connection, path = ''] = address.exec(url.pathname) ?? []
    const named = faces.find((each) => each.connection === connection)
    if (!named) {
      const refusal = new ApiError(404, `No connection found with id '${connection}'.`).toResponse()
      const id = requestIdOf((name) => request.headers.get(name))
      if (id) refusal.headers.set(REQUEST_ID, id)
      return refusal
    }
    if (path === url.pathname) return named.face(request)
    url.pathname = path
    return named.face(new Request(url, request))
  }
}

interface NamedFace {
  readonly connection: string
  readonly face: Backend
}
