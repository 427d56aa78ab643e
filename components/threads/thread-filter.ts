import { orderOf } from '@/components/lists/list-order'
import type { ThreadFilter } from '@/lib/client/api'

export const threadSorts = ['activity', 'created'] as const

/** What the list of threads is asked for at an address. */
export function threadFilterOf(param: (name: string) => string): ThreadFilter {
  const { sort, order } = orderOf(param('sort'), threadSorts)
  return { q: param('q'), label: param('label'), empty: param('empty') === 'true' ? 'true' : '', sort, order }
}
