import type { Server } from './code-client'
import { shellQuoted, TOKEN_HEADER } from './shell-text'

interface CurlRequest {
  /** Where neither GET nor a body tells it. */
  readonly method?: string
  readonly path: string
  readonly headers?: readonly string[]
  /** JSON. */
  readonly body?: string | undefined
  /** Fields of a form, as `name=value` or `name=@file`. */
  readonly form?: readonly string[]
}

/** The command line of a request to a server's wire, a line each for the headers and the body. */
export function curlOf(
  { baseUrl, needsToken }: Pick<Server, 'baseUrl' | 'needsToken'>,
  { method, path, headers = [], body, form = [] }: CurlRequest,
): string {
  // A query has characters that shells read.
  const address = path.includes('?') ? `'${shellQuoted(baseUrl + path)}'` : baseUrl + path
  const parts = [`curl ${method ? `-X ${method} ` : ''}${address}`, ...headers.map((header) => `-H '${header}'`)]
  if (needsToken) parts.push(TOKEN_HEADER)
  if (body !== undefined) parts.push(`-H 'Content-Type: application/json'`, `-d '${shellQuoted(body)}'`)
  parts.push(...form.map((field) => `-F '${shellQuoted(field)}'`))
  return parts.join(' \\\n  ')
}
