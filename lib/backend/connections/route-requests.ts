// Several connections behind one door: which of them a request is for stands in its path.
import { ApiError } from '@/lib/protocol/error'
import type { Backend } from '@/lib/backend/backend'
import type { Registry } from './registry'

/** The connection's part of a path: of SDKs, of pages, of the playground's own resources. */
const named = /^\/(?:c|api\/c|api\/connections)\/([^/]+)(?:\/|$)/
/** Addresses of the wire without a connection in them. */
const unnamed = /^\/(?:v1|openai|api\/projects)(?:\/|$)/

/** What names no connection is for the default one. `others` answers what is about no connection's objects. */
export function routeRequests({ find, defaultId }: Pick<Registry, 'find' | 'defaultId'>, others: Backend): Backend {
  return async (request) => {
    const url = new URL(request.url)
    const { pathname } = url
    const name = named.exec(pathname)?.[1]
    if (name === undefined && !unnamed.test(pathname)) return others(request)
    const id = name === undefined ? defaultId() : decoded(name)
    const connection = find(id)
    if (!connection) return unknownConnection(id).toResponse()
    if (name !== undefined || connection.info.kind === 'embedded') return connection.backend(request)
    url.pathname = `/c/${id}${pathname}`
    return connection.backend(new Request(url, request))
  }
}

/** A broken escape is no connection's id either. */
function decoded(segment: string) {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

const unknownConnection = (id: string) =>
  new ApiError(404, `No connection found with id '${id.slice(0, 64)}'.`, { code: 'unknown_connection' })
