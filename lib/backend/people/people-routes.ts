// Who asks, keys and projects over HTTP: /api/session, /api/settings/keys, /api/settings/projects.
import { type Context, Hono } from 'hono'
import { ApiError } from '@/lib/protocol/error'
import { toList } from '@/lib/protocol/list'
import type { Session } from '@/lib/protocol/people'
import type { Backend } from '@/lib/backend/backend'
import { handleError } from '@/lib/backend/wire/handle-error'
import { identify } from '@/lib/backend/wire/identify'
import { jsonBodyOf } from '@/lib/backend/wire/json-body'
import { pathParam } from '@/lib/backend/wire/request'
import { limitBody } from '@/lib/backend/wire/limit-body'
import { withRoutes } from '@/lib/backend/with-routes'
import type { Audit } from './audit'
import { type Audited, auditRoute } from './audit-route'
import type { Keyring } from './keyring'
import { managesAll, type Principal, principalOf } from './principal'
import type { Projects } from './projects'

export interface PeopleRoutesOptions {
  readonly keys: Keyring
  readonly projects: Projects
  readonly audit: Audit
  readonly audited: Audited
  readonly report: (message: string, error: unknown) => void
}

const MAX_BODY_BYTES = 16_384
const KEYS = '/api/settings/keys'
const PROJECTS = '/api/settings/projects'

/** Whether a request is answered here. */
export const isAboutPeople = ({ url }: Pick<Request, 'url'>) =>
  /^\/api\/(?:session|settings\/(?:audit|(?:keys|projects)(?:\/[^/]+)?))$/.test(new URL(url).pathname)

const askedBy = (c: Context) => principalOf(c.req.raw)

/** The keys of one project are its own business; who manages all projects sees all keys. */
const seenBy = (by: Principal) => ({ projects: managesAll(by) ? null : [by.project] })

export function peopleRoutes({ keys, projects, audit, audited, report }: PeopleRoutesOptions): Backend {
  const app = new Hono()
  app.use(identify, limitBody(MAX_BODY_BYTES))

  app.get('/api/session', (c) => {
    const { projects: seen, ...by } = askedBy(c)
    return c.json({ object: 'session', ...by, projects: projects.list(seen) } satisfies Session)
  })

  app.get(KEYS, async (c) => c.json(toList(await keys.list(seenBy(askedBy(c)).projects), false)))

  /** The one answer that has the key itself. */
  app.post(KEYS, async (c) => {
    const by = askedBy(c)
    const key = await keys.create(await jsonBodyOf(c), by)
    const detail = { name: key.name, scopes: key.scopes.join(' '), expires_at: key.expires_at }
    audit({ action: 'key.created', by, project: key.project, object: key.id, detail })
    c.header('cache-control', 'no-store')
    return c.json(key)
  })

  app.delete(`${KEYS}/:id`, async (c) => {
    const by = askedBy(c)
    const { id, project, name } = await keys.revoke(pathParam(c, 'id'), seenBy(by))
    audit({ action: 'key.revoked', by, project, object: id, detail: { name } })
    return c.json({ id, deleted: true })
  })

  projectRoutes(app, { projects, audit })
  auditRoute(app, audited)

  const message = 'A request about keys or projects failed.'
  app.onError((error) => handleError(error, { report, message }).toResponse())
  app.notFound((c) => {
    const unknown = `Unknown request URL: ${c.req.method} ${c.req.path}. Please check the URL for typos.`
    return new ApiError(404, unknown, { code: 'unknown_url' }).toResponse()
  })
  return withRoutes(async (request) => app.fetch(request), app.routes)
}

function projectRoutes(app: Hono, { projects, audit }: Pick<PeopleRoutesOptions, 'projects' | 'audit'>) {
  app.get(PROJECTS, (c) => c.json(toList(projects.list(askedBy(c).projects), false)))

  app.post(PROJECTS, async (c) => {
    const { id, ...made } = await projects.create(await jsonBodyOf(c))
    audit({ action: 'project.created', by: askedBy(c), project: id, object: id, detail: { name: made.name } })
    return c.json({ id, ...made })
  })

  app.post(`${PROJECTS}/:id`, async (c) => {
    const { id, ...renamed } = await projects.rename(pathParam(c, 'id'), await jsonBodyOf(c))
    audit({ action: 'project.renamed', by: askedBy(c), project: id, object: id, detail: { name: renamed.name } })
    return c.json({ id, ...renamed })
  })

  app.delete(`${PROJECTS}/:id`, async (c) => {
    const { id, name } = await projects.remove(pathParam(c, 'id'), c.req.query('confirm'))
    audit({ action: 'project.deleted', by: askedBy(c), project: id, object: id, detail: { name } })
    return c.json({ id, deleted: true })
  })
}
