'use client'

import { useHydrated } from '@/components/ui/use-now'

/** Whether this machine's keyboard has ⌘. */
export const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform)

/** The same for rendering; false on the server. */
export const useIsApple = () => useHydrated() && isApple()
