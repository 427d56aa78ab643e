import { orderOf } from '@/components/lists/list-order'
import type { ThreadFilter } from '@/lib/client/api'
import { runStatuses } from '@/lib/protocol/status'
import { rangeOf } from './thread-times'

export const threadSorts = ['activity', 'created'] as const

type Param = (name: string) => string

/** Which of the list's filters stand in the address. */
export const filterParams = ['q', 'label', 'empty', 'gone', 'status', 'used', 'created'] as const

/** What the list of threads is asked for at an address. `nowMs`: for days that follow today's. */
export function threadFilterOf(param: Param, nowMs: number): ThreadFilter {
  const { sort, order } = orderOf(param('sort'), threadSorts)
  const [used, created] = [rangeOf(param('used'), nowMs), rangeOf(param('created'), nowMs)]
  const statuses = param('status').split(',')
  const filter = {
    q: param('q'),
    label: param('label'),
    empty: flagOf(param('empty')),
    status: runStatuses.filter((status) => statuses.includes(status)).join(','),
    gone: flagOf(param('gone')),
    ...{ used_from: used.from, used_before: used.before },
    ...{ created_from: created.from, created_before: created.before },
  }
  return { ...filter, sort, order }
}

const flagOf = (value: string): 'true' | '' => (value === 'true' ? 'true' : '')

/** Whether the filter depends on where the reader is: what a day is, only the browser knows. */
export const hasTimes = (param: Param) => Boolean(param('used') || param('created'))
