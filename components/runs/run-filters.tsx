'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { AssistantSelect } from '@/components/assistant-select/assistant-select'
import { useAssistants } from '@/components/assistant-select/use-assistants'
import { useApi } from '@/components/connection/connection-context'
import { useAwaitsDelete } from '@/components/deletes/use-pending-deletes'
import { LabelSelect } from '@/components/labels/label-select'
import { FilterToggle } from '@/components/lists/filter-toggle'
import { SearchInput } from '@/components/lists/search-input'
import { idEndsOfEqualNames } from '@/components/names/id-ends-of-equal-names'
import { plainName } from '@/components/names/plain-name'
import { RatingSelect } from '@/components/ratings/rating-select'
import type { useSetSearch } from '@/components/routing/use-search-param'
import { Button } from '@/components/ui/button'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { RunFilter } from '@/lib/client/api'
import { runCountsQuery } from '@/lib/client/queries'
import { isExplained } from '@/lib/inspector/findings/may-have-findings'
import { runStatuses, type RunStatus } from '@/lib/protocol/status'

interface RunFiltersProps {
  readonly filter: RunFilter
  readonly filtered: boolean
  readonly onFilter: ReturnType<typeof useSetSearch>
  /** Stands at the end of the first line. */
  readonly aside?: ReactNode
}

/** Which runs to show: those with the words or a label, of one assistant or all, in any of the pressed statuses. */
export function RunFilters({ filter, filtered, onFilter, aside }: RunFiltersProps) {
  const t = useTranslations('runs')
  return (
    <div role="group" aria-label={t('filter.label')} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SearchInput label={t('search')} value={filter.q ?? ''} onSearch={(q) => onFilter({ q }, 'replace')} />
        <AssistantFilter value={filter.assistant_id ?? ''} onChange={(assistant) => onFilter({ assistant })} />
        <LabelSelect kind="run" value={filter.label ?? ''} onChange={(label) => onFilter({ label })} />
        <RatingSelect value={filter.rating ?? ''} onChange={(rating) => onFilter({ rating })} />
        {filtered && (
          <Button look="quiet" onClick={() => onFilter({ q: '', status: '', assistant: '', label: '', rating: '' })}>
            {t('filter.clear')}
          </Button>
        )}
        <div className="ml-auto flex flex-wrap items-center gap-2">{aside}</div>
      </div>
      <StatusFilter filter={filter} onStatuses={(statuses) => onFilter({ status: statuses.join(',') })} />
    </div>
  )
}

/** The statuses in which a run asks for somebody: it waits for outputs, or ended without having completed. */
const attention = runStatuses.filter((status) => isExplained({ status }) && status !== 'cancelled')

interface StatusFilterProps {
  readonly filter: RunFilter
  readonly onStatuses: (statuses: readonly RunStatus[]) => void
}

function StatusFilter({ filter, onStatuses }: StatusFilterProps) {
  const t = useTranslations('runs')
  const word = useTranslations('status')
  const { assistant_id, label, rating, q } = filter
  const { data: counts } = useQuery(runCountsQuery(useApi(), { assistant_id, label, rating }))
  const awaitsDelete = useAwaitsDelete()
  const statuses = runStatuses.filter((each) => filter.status?.split(',').includes(each))
  // Counts do not know a search, nor a deletion that can still be undone.
  const isCountHidden = Boolean(q) || awaitsDelete
  const isAttention = String(statuses) === String(attention)
  return (
    <div role="group" aria-label={t('filter.status')} className="-mx-1 flex max-w-full gap-1 overflow-x-auto p-1">
      <FilterToggle
        pressed={isAttention}
        title={t('filter.attention_hint')}
        count={counts && attention.reduce((sum, status) => sum + counts[status], 0)}
        isCountHidden={isCountHidden}
        onPress={(on) => onStatuses(on ? attention : [])}
      >
        {t('filter.attention')}
      </FilterToggle>
      {runStatuses.map((status) => (
        <FilterToggle
          key={status}
          status={status}
          pressed={statuses.includes(status)}
          count={counts?.[status]}
          isCountHidden={isCountHidden}
          onPress={(on) => onStatuses(runStatuses.filter((each) => (each === status ? on : statuses.includes(each))))}
        >
          <StatusGlyph status={status} still />
          {word(status)}
        </FilterToggle>
      ))}
    </div>
  )
}

function AssistantFilter({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const t = useTranslations('runs')
  const { options } = useAssistants(value)
  const chosen = options.find(({ id }) => id === value)
  const none = t('filter.all_assistants')
  const name = chosen && [plainName(chosen.name ?? t('unnamed_assistant')), idEndsOfEqualNames(options).get(value)]
  return (
    <AssistantSelect
      label={t('filter.assistant')}
      chosen={value}
      text={name?.filter(Boolean).join(' ') ?? (value || none)}
      none={none}
      onChoose={onChange}
      className="max-w-64"
    />
  )
}
