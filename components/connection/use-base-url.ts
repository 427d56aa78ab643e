'use client'

import { useSyncExternalStore } from 'react'
import { DEFAULT_PROJECT, projectOf } from '@/lib/protocol/people'
import { useConnection } from './connection-context'

/** Where SDKs find the wire of the page's connection; the default project's default has the shorter address. */
export function useBaseUrl(): string {
  const { info } = useConnection()
  const origin = useOrigin()
  const isShort = info.is_default && projectOf(info.id) === DEFAULT_PROJECT
  return isShort ? `${origin}/v1` : `${origin}/c/${info.id}/v1`
}

const never = () => () => {}

/** Where this page came from, and so where its server is. */
export function useOrigin(): string {
  const { origin } = useConnection()
  return useSyncExternalStore(
    never,
    () => window.location.origin,
    () => origin,
  )
}
