'use client'

import { useOrigin } from './use-origin'

/** Makes the command line of a request to this server's wire. */
export function useCurl() {
  const origin = useOrigin()
  return (path: string, body?: unknown) => {
    const data = body === undefined ? '' : ` \\\n  -H 'content-type: application/json' \\\n  -d '${quoted(body)}'`
    return `curl ${origin}/v1${path}${data}`
  }
}

/** JSON inside single quotes of a shell. */
const quoted = (body: unknown) => JSON.stringify(body).replaceAll("'", String.raw`'\''`)
