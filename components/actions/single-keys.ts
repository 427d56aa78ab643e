'use client'

import { useRemembered } from '@/components/kept/use-remembered'

const KEY = 'single-keys'

/**
 * Shortcuts that are single characters can be turned off: speech input and unsteady hands press them unintentionally.
 */
export const areCharactersOn = () => localStorage.getItem(KEY) !== 'off'

export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const [value, remember] = useRemembered(KEY)
  return [value !== 'off', (on) => remember(on ? '' : 'off')]
}
