// Which scope each route asks for: one table for all addresses. A key without it is refused, whatever the route does.
import type { Scope } from '@/lib/protocol/people'
import { plainPath } from './paths'

export interface RouteScope {
  readonly scope: Scope
  /** It changes what all projects share, so that managing one of them is not enough. */
  readonly everywhere?: true
}

interface Row extends RouteScope {
  readonly methods: readonly string[]
  /** Matched with the path as `plainPath` makes it: `/threads` of the wire, `/v2/…`, `/api/…`. */
  readonly path: RegExp
}

const reads = ['GET', 'HEAD', 'OPTIONS']
const writes = ['POST', 'PUT', 'PATCH', 'DELETE']

const rows: readonly Row[] = [
  // AppBuilder's wire sends POST for everything.
  { scope: 'read', methods: writes, path: /^\/v2\/.+\/(?:query|list|download|content)$/ },
  { scope: 'manage', methods: writes, path: /^\/v2\/assistants(?:\/|$)/ },
  { scope: 'run', methods: writes, path: /^\/v2\/(?:threads|storage)(?:\/|$)/ },

  // The Assistants wire.
  { scope: 'read', methods: ['POST'], path: /^\/vector_stores\/[^/]+\/search$/ },
  { scope: 'run', methods: writes, path: /^\/(?:threads|files|vector_stores)(?:\/|$)/ },
  { scope: 'manage', methods: writes, path: /^\/assistants(?:\/|$)/ },

  // What pages ask of a connection.
  { scope: 'manage', methods: writes, path: /^\/api\/connections\/[^/]+\/(?:assistants\/[^/]+\/|responder-checks$)/ },
  { scope: 'run', methods: writes, path: /^\/api\/connections\/[^/]+\/(?:threads|thread-index|runs|labels)(?:\/|$)/ },

  // Moving: out is reading, in is setting up.
  { scope: 'read', methods: ['POST'], path: /^\/api\/transfers\/export\/[^/]+$/ },
  { scope: 'manage', methods: writes, path: /^\/api\/transfers(?:\/|$)/ },

  // Settings.
  { scope: 'manage', methods: writes, path: /^\/api\/settings\/(?:connections|connection-tests|keys)(?:\/|$)/ },
  { scope: 'manage', methods: reads, path: /^\/api\/settings\/keys(?:\/|$)/ },
  {
    ...{ scope: 'manage', everywhere: true, methods: writes },
    path: /^\/api\/settings\/(?:models|model-tests|default-model|embedding-model|projects)(?:\/|$)/,
  },
  {
    ...{ scope: 'manage', everywhere: true, methods: writes },
    path: /^\/api\/settings\/(?:mcp-servers|mcp-server-tests)(?:\/|$)/,
  },
  { scope: 'manage', methods: writes, path: /^\/api\/settings\/openapi-functions$/ },

  // Of the whole process.
  { ...{ scope: 'manage', everywhere: true, methods: reads }, path: /^\/metrics$/ },
  {
    ...{ scope: 'manage', everywhere: true, methods: [...reads, ...writes] },
    path: /^\/api\/settings\/(?:audit|retention)$/,
  },

  { scope: 'read', methods: reads, path: /^\// },
]

/** What the request asks for. A route that nobody has thought of is for who manages everything. */
export const scopeOf = (method: string, target: string): RouteScope =>
  listedScope(method, target) ?? { scope: 'manage', everywhere: true }

/** As the table has it; undefined for what is not in it. */
export function listedScope(method: string, target: string): RouteScope | undefined {
  const path = plainPath(target)
  return rows.find((row) => row.methods.includes(method) && row.path.test(path))
}
