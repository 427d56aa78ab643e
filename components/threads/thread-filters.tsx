'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Suspense, type ReactNode } from 'react'
import { useApi, useConnection } from '@/components/connection/connection-context'
import { useAwaitsDelete } from '@/components/deletes/use-pending-deletes'
import { LabelSelect } from '@/components/labels/label-select'
import { late } from '@/components/late/late'
import { FilterToggle } from '@/components/lists/filter-toggle'
import { SearchInput } from '@/components/lists/search-input'
import type { useSetSearch } from '@/components/routing/use-search-param'
import { Button } from '@/components/ui/button'
import type { ThreadFilter } from '@/lib/client/api'
import { emptyThreadsQuery, threadIndexQuery } from '@/lib/client/queries'
import { StatusSelect } from './status-select'
import { filterParams } from './thread-filter'
import { TimeFilter } from './time-filter'

const DeleteEmpty = late(() => import('./thread-parts').then((file) => file.DeleteEmpty), { ahead: true })

interface ThreadFiltersProps {
  readonly filter: ThreadFilter
  /** As it stands in the address. */
  readonly param: (name: string) => string
  readonly onFilter: ReturnType<typeof useSetSearch>
  /** Stands at the end of the line. */
  readonly aside: ReactNode
}

/** Which threads to show: by words, label, status, time, and those that are empty or gone. */
export function ThreadFilters({ filter, param, onFilter, aside }: ThreadFiltersProps) {
  const t = useTranslations('threads')
  const isFiltered = filterParams.some((name) => param(name) !== '')
  return (
    <div role="group" aria-label={t('filter.label')} className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
      <SearchInput label={t('search')} value={filter.q ?? ''} onSearch={(words) => onFilter({ q: words }, 'replace')} />
      <StatusSelect value={filter.status ?? ''} onChange={(status) => onFilter({ status })} />
      <TimeFilter used={param('used')} created={param('created')} onChange={(times) => onFilter(times)} />
      <LabelSelect kind="thread" value={filter.label ?? ''} onChange={(label) => onFilter({ label })} />
      <EmptyFilter filter={filter} onFilter={onFilter} />
      <GoneFilter filter={filter} onFilter={onFilter} />
      {isFiltered && (
        <Button look="quiet" onClick={() => onFilter(noFilter)}>
          {t('filter.clear')}
        </Button>
      )}
      <div className="ml-auto flex flex-wrap items-center gap-2">{aside}</div>
    </div>
  )
}

/** What shows all threads. */
export const noFilter = Object.fromEntries(filterParams.map((name) => [name, '']))

type ToggleProps = Pick<ThreadFiltersProps, 'filter' | 'onFilter'>

/** Threads of this connection that their server has no more; nothing while there is none. */
function GoneFilter({ filter, onFilter }: ToggleProps) {
  const t = useTranslations('threads')
  const { info, api } = useConnection()
  const { data } = useQuery({ ...threadIndexQuery(api), enabled: info.kind !== 'embedded' })
  const awaitsDelete = useAwaitsDelete()
  const isPressed = filter.gone === 'true'
  if (!isPressed && !data?.gone) return null
  return (
    <FilterToggle
      pressed={isPressed}
      count={data?.gone}
      isCountHidden={awaitsDelete}
      onPress={(pressed) => onFilter({ gone: pressed ? 'true' : '' })}
    >
      {t('gone.only')}
    </FilterToggle>
  )
}

function EmptyFilter({ filter, onFilter }: ToggleProps) {
  const t = useTranslations('threads')
  const { info } = useConnection()
  // Elsewhere more may have been said than is known here.
  const isKnown = info.capabilities.all_threads && info.capabilities.changes_elsewhere
  const { data: empty } = useQuery({ ...emptyThreadsQuery(useApi()), enabled: isKnown })
  const awaitsDelete = useAwaitsDelete()
  const isEmpty = filter.empty === 'true'
  return (
    <>
      {(isEmpty || (empty && empty.count > 0)) && (
        <FilterToggle
          pressed={isEmpty}
          count={empty?.count}
          isCountHidden={awaitsDelete}
          onPress={(pressed) => onFilter({ empty: pressed ? 'true' : '' })}
        >
          {t('empty_only')}
        </FilterToggle>
      )}
      {isEmpty && empty && empty.count > 0 && (
        <Suspense>
          <DeleteEmpty />
        </Suspense>
      )}
    </>
  )
}
