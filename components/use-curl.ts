'use client'

import { useBaseUrl } from './use-base-url'

/** Makes the command line of a request to this server's wire. */
export function useCurl() {
  const baseUrl = useBaseUrl()
  return (path: string, body?: unknown) => {
    const data = body === undefined ? '' : ` \\\n  -H 'content-type: application/json' \\\n  -d '${quoted(body)}'`
    return `curl ${baseUrl}${path}${data}`
  }
}

/** JSON inside single quotes of a shell. */
const quoted = (body: unknown) => JSON.stringify(body).replaceAll("'", String.raw`'\''`)
