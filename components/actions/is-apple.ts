'use client'

import { useSyncExternalStore } from 'react'

let known: boolean | undefined

/** Whether this machine's keyboard has ⌘. A browser takes long to say, and what moves asks with each frame. */
export const isApple = (): boolean => (known ??= /Mac|iPhone|iPad/.test(navigator.platform))

/** The same for rendering; false on the server. */
export const useIsApple = () => useSyncExternalStore(never, isApple, () => false)

const never = () => () => {}
