import type { Server } from './code-client'
import { shellQuoted, TOKEN_HEADER } from './shell-text'

interface CurlRequest {
  readonly path: string
  readonly headers?: readonly string[]
  /** JSON. */
  readonly body?: string | undefined
}

/** The command line of a request to a server's wire, a line each for the headers and the body. */
export function curlOf({ baseUrl, needsToken }: Server, { path, headers = [], body }: CurlRequest): string {
  const parts = [`curl ${baseUrl}${path}`, ...headers.map((header) => `-H '${header}'`)]
  if (needsToken) parts.push(TOKEN_HEADER)
  if (body !== undefined) parts.push(`-H 'Content-Type: application/json'`, `-d '${shellQuoted(body)}'`)
  return parts.join(' \\\n  ')
}
