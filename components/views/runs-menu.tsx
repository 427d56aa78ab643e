'use client'

import { useApi } from '@/components/connection/connection-context'
import type { RunFilter } from '@/lib/client/api'
import type { RunSummary } from '@/lib/protocol/playground'
import { PAGE, timeOf, type FileColumn } from './list-file'
import { ViewsMenu } from './views-menu'

const columns: readonly FileColumn<RunSummary>[] = [
  ['id', ({ id }) => id],
  ['status', ({ run }) => run.status],
  ['assistant_id', ({ run }) => run.assistant_id],
  ['assistant', ({ assistant_name }) => assistant_name],
  ['model', ({ run }) => run.model],
  ['thread_id', ({ run }) => run.thread_id],
  ['thread', ({ thread }) => thread.title ?? thread.preview],
  ['asked', ({ asked }) => asked],
  ['created', ({ created_ms }) => timeOf(created_ms)],
  ['ended', ({ ended_ms }) => timeOf(ended_ms)],
  ['duration_ms', ({ created_ms, ended_ms }) => (ended_ms === null ? null : ended_ms - created_ms)],
  ['prompt_tokens', ({ run }) => run.usage?.prompt_tokens ?? null],
  ['completion_tokens', ({ run }) => run.usage?.completion_tokens ?? null],
  ['cost', ({ cost }) => cost?.amounts.map(({ amount, currency }) => `${amount} ${currency}`).join(' + ') ?? null],
  ['error', ({ run }) => run.last_error?.message ?? null],
  ['labels', ({ labels }) => labels.join('; ')],
  ['rating', ({ rating }) => rating?.value ?? null],
  ['note', ({ rating }) => rating?.note ?? null],
]

/** What can be done with the list of runs as it is filtered. Props: filter. */
export function RunsMenu({ filter }: { filter: RunFilter }) {
  const api = useApi()
  return (
    <ViewsMenu
      list="runs"
      columns={columns}
      page={(after) => api.runs.listAll({ ...filter, limit: PAGE, ...(after !== undefined && { after }) })}
    />
  )
}
