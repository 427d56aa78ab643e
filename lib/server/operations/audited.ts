// Notes who has changed what: all that takes the right to manage, all that deletes, and what is moved out or in. What
// is about keys, projects and sign-ins is noted where it is done.
import type { Backend } from '@/lib/backend/backend'
import type { Audit, AuditEvent } from '@/lib/backend/people/audit'
import { principalOf } from '@/lib/backend/people/principal'
import { isAboutPeople } from '@/lib/backend/people/people-routes'
import { scopeOf } from '../guard/route-scopes'

type Action = AuditEvent['action']

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What a request does that is to be noted; undefined for others. */
export function actionOf({ method, url }: Pick<Request, 'method' | 'url'>): Action | undefined {
  const { pathname } = new URL(url)
  if (/^\/api\/transfers\/export\//.test(pathname)) return 'data.exported'
  if (READS.has(method) || isAboutPeople({ url })) return undefined
  if (/^\/api\/transfers(?:\/|$)/.test(pathname)) return method === 'DELETE' ? 'transfer.deleted' : 'data.imported'
  if (method === 'DELETE' || /^(?:\/c\/[^/]+)?\/v2\/.+\/delete$/.test(pathname)) return 'object.deleted'
  return scopeOf(method, pathname).scope === 'manage' ? 'object.changed' : undefined
}

export const audited =
  (audit: Audit, backend: Backend): Backend =>
  async (request) => {
    const action = actionOf(request)
    if (action === undefined) return backend(request)
    const { kind, id, name, project } = principalOf(request)
    const { pathname } = new URL(request.url)
    const answer = await backend(request)
    // What was refused has changed nothing.
    if (answer.ok) {
      const detail = { method: request.method, status: answer.status }
      audit({ action, by: { kind, id, name }, project, object: pathname, detail })
    }
    return answer
  }
