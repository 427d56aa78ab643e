'use client'

import { useEffect, useEffectEvent } from 'react'
import { offerAction } from './action-store'

interface Offered {
  readonly label: string
  readonly onSelect: () => void
}

/** Offers the items of the page's menu in the palette while the component is mounted. */
export function useActions(menu: string, items: readonly Offered[]) {
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
