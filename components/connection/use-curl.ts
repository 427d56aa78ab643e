'use client'

import { useConnection } from './connection-context'
import { useBaseUrl } from './use-base-url'

/** Makes the command line of a request to this server's wire. */
export function useCurl() {
  const baseUrl = useBaseUrl()
  const { needsToken } = useConnection()
  return (path: string, body?: unknown) => {
    const token = needsToken ? ` \\\n  -H "Authorization: Bearer $ACCESS_TOKEN"` : ''
    const data = body === undefined ? '' : ` \\\n  -H 'content-type: application/json' \\\n  -d '${quoted(body)}'`
    return `curl ${baseUrl}${path}${token}${data}`
  }
}

/** JSON inside single quotes of a shell. */
const quoted = (body: unknown) => JSON.stringify(body).replaceAll("'", String.raw`'\''`)
