'use client'

import { useSearchParam } from '@/components/routing/use-search-param'
import { orderOf, orderParam, type ListOrder } from './list-order'

/** The order of a list, which lives in the address. `sorts` = by what it can be, its own first. */
export function useListOrder(sorts: readonly [string, ...string[]]) {
  const [param, setParam] = useSearchParam('sort')
  return {
    order: orderOf(param, sorts),
    onOrder: (order: ListOrder) => setParam(orderParam(order, sorts)),
  }
}
