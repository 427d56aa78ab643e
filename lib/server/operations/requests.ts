// Each request when it is over: counted, and a line in the log where lines are JSON.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { PRINCIPAL_HEADER } from '@/lib/protocol/people'
import { isOfProcess, routeClassOf } from './route-class'

export interface RequestOver {
  readonly id: string | null
  readonly method: string
  readonly route: string
  readonly status: number
  /** From its headers to the end of its answer; of a stream as long as it was followed. */
  readonly ms: number
  /** The client left before the answer was whole. */
  readonly isCut: boolean
  /** Who asked; null where that was never known. */
  readonly principal: string | null
}

export function watchRequest(
  request: IncomingMessage,
  response: ServerResponse,
  onOver: (request: RequestOver) => void,
) {
  const startedAt = performance.now()
  const { method = '', url = '' } = request
  // A stream through Next and the guard has ten of its own, beyond which Node takes them for a leak.
  response.setMaxListeners(20)
  response.once('close', () => {
    const id = response.getHeader('x-request-id')
    onOver({
      ...{ method: METHODS.has(method) ? method : 'OTHER', route: routeClassOf(url), status: response.statusCode },
      id: typeof id === 'string' ? id : null,
      ms: Math.round(performance.now() - startedAt),
      isCut: !response.writableFinished,
      principal: isOfProcess(url) ? null : principalIn(request),
    })
  })
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** As the guard has written it: what a client sent under that name was dropped. */
function principalIn({ headers }: IncomingMessage): string | null {
  const value = headers[PRINCIPAL_HEADER]
  if (typeof value !== 'string') return null
  try {
    const { kind, id } = JSON.parse(decodeURIComponent(value)) as { readonly kind: string; readonly id: string }
    return kind === id ? id : `${kind}:${id}`
  } catch {
    // Of a request that was answered before the guard.
    return null
  }
}
