'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}
const DEFAULT_ORIGIN = 'http://127.0.0.1:3000'

/** Where this page came from, and so where its server is. */
export const useOrigin = () =>
  useSyncExternalStore(
    never,
    () => window.location.origin,
    () => DEFAULT_ORIGIN,
  )
