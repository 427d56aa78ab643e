'use client'

import { useSyncExternalStore } from 'react'
import { useConnection } from './connection-context'

/** Where SDKs find the Assistants wire of the page's connection; the default one has the shorter address. */
export function useBaseUrl(): string {
  const { info } = useConnection()
  const origin = useOrigin()
  return info.is_default ? `${origin}/v1` : `${origin}/c/${info.id}/v1`
}

const never = () => () => {}
const DEFAULT_ORIGIN = 'http://127.0.0.1:3000'

/** Where this page came from, and so where its server is. */
const useOrigin = () =>
  useSyncExternalStore(
    never,
    () => window.location.origin,
    () => DEFAULT_ORIGIN,
  )
