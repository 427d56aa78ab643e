// What a path is for decides how it is guarded. Whatever is not named here is a page and guarded as one.

/** `wire` is for SDKs and may be opened to other origins; all that our own pages ask lies under `/api`. */
export type PathKind = 'wire' | 'api' | 'login' | 'logout' | 'page'

const wire = /^\/(?:c\/[^/]+\/)?(?:v1|v2|openai|api\/projects)(?:\/|$)/
const api = /^\/(?:api(?:\/|$)|metrics$)/
const login = /^\/login(?:\/(?:start|callback))?$/

/** The kind of a request target that begins with a slash. */
export function kindOf(target: string): PathKind {
  const query = target.indexOf('?')
  const path = query < 0 ? target : target.slice(0, query)
  if (wire.test(path)) return 'wire'
  if (api.test(path)) return 'api'
  if (login.test(path)) return 'login'
  return path === '/logout' ? 'logout' : 'page'
}

/** Paths that SDKs send when their base URL lacks `/v1`. */
const bare = /^(\/c\/[^/]+)?\/(?:assistants|threads|models|files|vector_stores)(?:\/|$)/

/** The prefix that a request target lacks: `/v1`, or `/c/x/v1`; undefined when it lacks none. */
export const missingBase = (target: string): string | undefined => {
  const found = bare.exec(target)
  return found ? `${found[1] ?? ''}/v1` : undefined
}

const ofConnection =
  /^\/(?:(?:api\/)?c|(?:api\/(?:settings\/)?)?connections|api\/transfers\/(?:export|files))\/([^/]+)|^\/([^/]+)/

/** The id of the connection that an address names, if it names one. */
export function connectionIn(target: string): string | undefined {
  const found = ofConnection.exec(target.split('?', 1)[0] ?? '')
  return found ? decodeURIComponent(found[1] ?? found[2] ?? '') : undefined
}

/** Pages that name no connection: those of the settings, the start, and what is loaded for pages. */
const withoutConnection = /^\/(?:$|(?:connections(?:\/new)?|models|mcp|transfer|capsule|keys)(?:\/|$)|_next\/|[^/]*\.)/

/** Whether a page is about a connection, whose project then counts. */
export function isOfConnection(target: string): boolean {
  const [path = ''] = target.split('?', 1)
  return !withoutConnection.test(path) || /^\/connections\/(?!new$)[^/]/.test(path)
}

const ofWire = /^\/(?:api\/)?(?:c\/[^/]+\/)?(?:openai\/v1|openai|v1|api\/projects\/[^/]+)(\/.*)?$/

/** The path as the table of scopes knows it, as routers decode it; of the wire without prefix and connection. */
export function plainPath(target: string): string {
  const [path = ''] = decodeURI(target.split('?', 1)[0] ?? '').split('?', 1)
  const found = ofWire.exec(path)
  return found ? (found[1] ?? '/') : path.replace(/^\/c\/[^/]+(?=\/v2(?:\/|$))/, '')
}

/** Where a login may lead: a path of this server, never another site. */
export const toOwnPath = (path: string) => (/^\/(?![/\\])[^\\\x00-\x1f]*$/.test(path) && !login.test(path) ? path : '/')

/**
 * Where who receives a body bounds it: exports are larger than any other request, and what only passes to a backend
 * elsewhere has that one's bounds.
 */
export const isBoundedBehind = (target: string) =>
  /^\/api\/transfers(?:\?|$)|^\/(?:(?:api\/)?c\/[^/]+\/)?(?:v1|openai|api\/projects)(?:\/|$)/.test(target)
