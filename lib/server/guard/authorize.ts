// Which project a request is about, and whether whoever sends it may do that there.
import type { IncomingMessage } from 'node:http'
import { type Grant, projectsOf, scopesEverywhere, scopesIn } from '@/lib/backend/people/grants'
import { type Principal, toHeader } from '@/lib/backend/people/principal'
import type { Projects } from '@/lib/backend/people/projects'
import { ApiError, INSUFFICIENT_PERMISSIONS } from '@/lib/protocol/error'
import { DEFAULT_PROJECT, PRINCIPAL_HEADER, PROJECT_HEADER, projectOf, type Scope } from '@/lib/protocol/people'
import { cookieOf } from './access'
import type { Identity } from './identity'
import { connectionIn, isOfConnection, type PathKind } from './paths'
import { scopeOf } from './route-scopes'
import { single } from './single'

/** The project that pages without a connection in their address are about: the one whose pages were seen last. */
export const PROJECT_COOKIE = 'playground_project'

interface Asked {
  readonly kind: PathKind
  readonly identity: Identity
  /** Undefined while the server starts: then nothing is answered but that. */
  readonly projects: Pick<Projects, 'has' | 'ids'> | undefined
}

/** The principal of a request that may pass, or why it may not. */
export function authorize(request: IncomingMessage, { kind, identity, projects }: Asked): Principal | ApiError {
  const { grants, ...who } = identity
  const seen = projectsOf(grants)
  const maySee = (id: string) => (projects?.has(id) ?? id === DEFAULT_PROJECT) && (seen === null || seen.includes(id))
  const asked = { kind, maySee, isAlone: (projects?.ids().length ?? 1) === 1 || seen?.length === 1 }
  const open = [DEFAULT_PROJECT, ...(seen ?? [])].filter(maySee)
  const project = projectAsked(request, asked) ?? (kind === 'page' ? readableIn(open, grants) : undefined) ?? open[0]
  if (project instanceof ApiError) return project
  if (project === undefined) return nothingHere(identity)
  const needed =
    kind === 'page' && request.method === 'GET' ? READING : scopeOf(request.method ?? '', request.url ?? '')
  const principal = { ...who, project, scopes: scopesIn(grants, project), projects: seen }
  const everywhere = scopesEverywhere(grants)
  const held = needed.everywhere ? everywhere : principal.scopes
  return held.includes(needed.scope) ? { ...principal, everywhere } : lacking(needed)
}

/** Where somebody may read: pages that name no project are of no use elsewhere. */
const readableIn = (projects: readonly string[], grants: readonly Grant[]) =>
  projects.find((id) => scopesIn(grants, id).includes('read'))

const READING = { scope: 'read', everywhere: undefined } as const

/** What the backend reads of who asks. */
export function handOn(request: IncomingMessage, principal: Principal) {
  request.headers[PROJECT_HEADER] = principal.project
  request.headers[PRINCIPAL_HEADER] = toHeader(principal)
}

/** Nobody but the guard says who asks. */
export function forget(request: IncomingMessage) {
  delete request.headers[PROJECT_HEADER]
  delete request.headers[PRINCIPAL_HEADER]
}

interface Seeing {
  readonly kind: PathKind
  readonly maySee: (project: string) => boolean
  /** There is one project that can be meant: what SDKs send of projects elsewhere is ignored, as ever. */
  readonly isAlone: boolean
}

/** As the address names it, then as the client does, then as the browser remembers it. */
function projectAsked(request: IncomingMessage, { kind, maySee, isAlone }: Seeing): string | ApiError | undefined {
  const connection = connectionIn(request.url ?? '')
  // A connection of a project that whoever asks may not see is not found, as one that does not exist.
  if (connection?.includes('~') || (kind === 'page' && isOfConnection(request.url ?? ''))) {
    return [projectOf(connection ?? '')].find(maySee)
  }
  if (kind === 'page') return [cookieOf(request.headers.cookie ?? '', PROJECT_COOKIE) ?? ''].find(maySee)
  const named = projectNamed(request, kind)
  if (named === undefined || maySee(named)) return named
  return isAlone ? undefined : unknownProject(named)
}

/** SDKs name it in the protocol's header; links of pages, which have no headers, in the query. */
function projectNamed({ headers, url = '' }: IncomingMessage, kind: PathKind): string | undefined {
  const query = kind === 'api' ? new URLSearchParams(url.split('?')[1]).get('project') : null
  return single(headers['openai-project'])?.trim() || query || undefined
}

const unknownProject = (id: string) =>
  new ApiError(404, `No project found with id '${id.slice(0, 64)}'.`, {
    code: 'unknown_project',
    param: 'OpenAI-Project',
  })

function nothingHere({ kind, name }: Identity) {
  const who = kind === 'user' ? `You are signed in as ${name}, but no` : 'No'
  return new ApiError(403, `${who} project of this server is open to you. Ask whoever runs it.`, {
    code: INSUFFICIENT_PERMISSIONS,
  })
}

const lacking = ({ scope, everywhere }: { readonly scope: Scope; readonly everywhere?: true | undefined }) =>
  new ApiError(
    403,
    `You have insufficient permissions for this operation. Missing scope: ${scope}${everywhere ? ' of all projects' : ''}.`,
    { code: INSUFFICIENT_PERMISSIONS },
  )
