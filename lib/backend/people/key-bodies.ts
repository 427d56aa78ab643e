// What is sent to make a key, and what whoever makes it may give.
import * as z from 'zod'
import { ApiError, badRequest, INSUFFICIENT_PERMISSIONS } from '@/lib/protocol/error'
import { type Scope, scopes } from '@/lib/protocol/people'
import { MAX_NAME } from '@/lib/protocol/limits'
import { parse } from '@/lib/protocol/parse'
import { managesAll, type Principal } from './principal'

/** The furthest end of a key, in seconds from now: ten years. */
const MAX_SECONDS = 3_650 * 86_400

const body = z.strictObject({
  name: z.string().trim().min(1).max(MAX_NAME),
  scopes: z.array(z.enum(scopes)).min(1),
  project: z.string().nullable().optional(),
  expires_at: z.number().int().nullable().optional(),
})

interface Making {
  readonly by: Principal
  /** Unix seconds. */
  readonly now: number
}

/** Throws ApiError: nobody gives what they do not have. */
export function parseNewKey(value: unknown, { by, now }: Making) {
  const { name, project = by.project, expires_at = null, ...asked } = parse(body, value)
  const given = scopes.filter((scope) => asked.scopes.includes(scope))
  if (project === null && !managesAll(by)) {
    throw forbidden('Only who manages all projects makes a key that sees all of them.', 'project')
  }
  const own = project === null ? by.everywhere : by.scopes
  const missing = given.find((scope) => !own.includes(scope))
  if (missing !== undefined) throw beyond(missing)
  // Keys are made within the project that is asked: the principal's scopes are those that it has there.
  if (project !== null && project !== by.project) {
    throw badRequest(`A key is made in its own project: send the header OpenAI-Project: ${project}.`, {
      param: 'project',
    })
  }
  if (expires_at !== null && (expires_at <= now || expires_at > now + MAX_SECONDS)) {
    throw badRequest('A key ends in the future, within ten years.', { param: 'expires_at', code: 'invalid_value' })
  }
  return { name, scopes: given, project, expires_at }
}

const beyond = (scope: Scope) => forbidden(`You cannot give the scope '${scope}', which you do not have.`, 'scopes')

const forbidden = (message: string, param: string) =>
  new ApiError(403, message, { code: INSUFFICIENT_PERMISSIONS, param })
