import { orderOf } from '@/components/lists/list-order'
import type { RunFilter } from '@/lib/client/api'

export const runSorts = ['created', 'duration', 'tokens'] as const

/** What the list of runs is asked for at an address. */
export function runFilterOf(param: (name: string) => string): RunFilter {
  const { sort, order } = orderOf(param('sort'), runSorts)
  return {
    q: param('q'),
    status: param('status'),
    assistant_id: param('assistant'),
    label: param('label'),
    rating: param('rating'),
    sort,
    order,
  }
}
