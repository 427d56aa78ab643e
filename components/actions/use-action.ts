'use client'

import { useEffect, useEffectEvent } from 'react'
import { useMay } from '@/components/ui/permissions'
import type { Permission } from '@/lib/protocol/people'
import { offerAction, type Action } from './action-store'

type Offer = Omit<Action, 'run'> & {
  readonly run: () => void
  /** Offered only while this is true. */
  readonly when?: boolean
  /** A permission without which it is not offered. */
  readonly needs?: Permission
}

/**
 * Offers an action of the page while the component stands: in the palette by its label, on the keyboard by its
 * shortcut.
 */
export function useAction({ id, label, shortcut, everywhere, run, when = true, needs }: Offer) {
  const isOffered = useMay()(needs) && when
  const act = useEffectEvent(run)
  useEffect(() => {
    if (isOffered) return offerAction({ id, label, shortcut, everywhere, run: () => act() })
  }, [id, label, shortcut, everywhere, isOffered])
}
