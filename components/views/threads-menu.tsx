'use client'

import { useApi } from '@/components/connection/connection-context'
import type { ThreadFilter } from '@/lib/client/api'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { PAGE, timeOf, type FileColumn } from './list-file'
import { ViewsMenu } from './views-menu'

const columns: readonly FileColumn<ThreadSummary>[] = [
  ['id', ({ id }) => id],
  ['title', ({ title }) => title],
  ['first_message', ({ preview }) => preview],
  ['messages', ({ message_count }) => message_count],
  ['created', ({ created_at }) => timeOf(created_at * 1000)],
  ['last_activity', ({ last_activity_ms }) => timeOf(last_activity_ms)],
  ['last_run', ({ last_run }) => last_run?.id ?? null],
  ['last_status', ({ last_run }) => last_run?.status ?? null],
  ['assistant', ({ last_run }) => last_run?.assistant_name ?? null],
  ['cost', ({ cost }) => cost?.amounts.map(({ amount, currency }) => `${amount} ${currency}`).join(' + ') ?? null],
  ['labels', ({ labels }) => labels.join('; ')],
]

/** What can be done with the list of threads as it is filtered. Props: filter. */
export function ThreadsMenu({ filter }: { filter: ThreadFilter }) {
  const api = useApi()
  return (
    <ViewsMenu
      list="threads"
      columns={columns}
      page={(after) => api.threads.list({ ...filter, limit: PAGE, ...(after !== undefined && { after }) })}
    />
  )
}
