'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}
const DEFAULT_ORIGIN = 'http://127.0.0.1:3000'

/** Makes the command line of a request to this server's wire. */
export function useCurl() {
  const origin = useSyncExternalStore(never, () => window.location.origin, () => DEFAULT_ORIGIN)
  return (path: string, body?: unknown) => {
    const data = body === undefined ? '' : ` \\\n  -H 'content-type: application/json' \\\n  -d '${quoted(body)}'`
    return `curl ${origin}/v1${path}${data}`
  }
}

/** JSON inside single quotes of a shell. */
const quoted = (body: unknown) => JSON.stringify(body).replaceAll("'", String.raw`'\''`)
