'use client'

import { useSyncExternalStore } from 'react'

/** Whether this machine's keyboard has ⌘. */
export const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform)

/** The same for rendering; false on the server. */
export const useIsApple = () => useSyncExternalStore(never, isApple, () => false)

const never = () => () => {}
