'use client'

import { useEffect, useEffectEvent } from 'react'
import { useMay } from '@/components/ui/permissions'
import type { Permission } from '@/lib/protocol/people'
import { offerAction } from './action-store'

interface Offered {
  readonly label: string
  readonly onSelect: () => void
  readonly needs?: Permission
}

/** Offers the items of the page's menu in the palette while the component is mounted. */
export function useActions(menu: string, all: readonly Offered[]) {
  const may = useMay()
  const items = all.filter(({ needs }) => may(needs))
  const select = useEffectEvent((at: number) => items[at]?.onSelect())
  const labels = items.map(({ label }) => label).join('\n')
  useEffect(() => {
    if (labels === '') return
    const withdrawals = labels
      .split('\n')
      .map((label, at) => offerAction({ id: `${menu}-${at}`, label, run: () => select(at) }))
    return () => withdrawals.forEach((withdraw) => withdraw())
  }, [menu, labels])
}
