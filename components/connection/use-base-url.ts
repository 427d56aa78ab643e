'use client'

import { useConnection } from './connection-context'
import { useOrigin } from './use-origin'

/** Where SDKs find the Assistants wire of the page's connection; the default one has the shorter address. */
export function useBaseUrl(): string {
  const { info } = useConnection()
  const origin = useOrigin()
  return info.is_default ? `${origin}/v1` : `${origin}/c/${info.id}/v1`
}
