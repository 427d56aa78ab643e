'use client'

import { curlOf } from '@/lib/inspector/curl'
import { useConnection } from './connection-context'
import { useBaseUrl } from './use-base-url'

/** Makes the command line of a request to this server's wire. */
export function useCurl() {
  const baseUrl = useBaseUrl()
  const { needsToken } = useConnection()
  return (path: string, body?: unknown) =>
    curlOf({ baseUrl, needsToken }, { path, body: body === undefined ? undefined : JSON.stringify(body) })
}
