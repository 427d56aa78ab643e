// Several connections behind one door: which of them a request is for stands in its path.
import { toList } from '@/lib/protocol/list'
import type { BackendInfo, ConnectionInfo } from '@/lib/protocol/connection'
import type { Backend } from '@/lib/backend/backend'

export interface Connection {
  readonly info: BackendInfo
  readonly backend: Backend
}

const named = /^\/(?:c|api\/c|api\/connections)\/([^/]+)(?:\/|$)/

/** The first connection answers what names none, and says what is wrong with a name that there is not. */
export function createConnections(connections: readonly [Connection, ...Connection[]]): Backend {
  const [first] = connections
  return async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/api/connections' && request.method === 'GET') {
      return Response.json(
        toList(
          connections.map((each): ConnectionInfo => describe(each, each === first)),
          false,
        ),
      )
    }
    const id = named.exec(pathname)?.[1]
    const { backend } = connections.find(({ info }) => info.id === id) ?? first
    return backend(request)
  }
}

const describe = ({ info }: Connection, isDefault: boolean): ConnectionInfo => ({
  ...info,
  name: null,
  is_default: isDefault,
  origin: info.kind === 'embedded' ? 'built-in' : 'environment',
})
