'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Suspense, useState, type ReactNode } from 'react'
import { useApi, useConnection } from '@/components/connection/connection-context'
import { useAwaitsDelete, useIsHidden } from '@/components/deletes/use-pending-deletes'
import { LabelSelect } from '@/components/labels/label-select'
import { lateDialog } from '@/components/late/late'
import { FilterToggle } from '@/components/lists/filter-toggle'
import { SearchInput } from '@/components/lists/search-input'
import type { useSetSearch } from '@/components/routing/use-search-param'
import { Button } from '@/components/ui/button'
import { allEmptyThreads } from '@/lib/client/all-empty-threads'
import type { ThreadFilter } from '@/lib/client/api'
import { emptyThreadsQuery } from '@/lib/client/queries'
import type { ThreadSummary } from '@/lib/protocol/playground'

const DeleteThreadsDialog = lateDialog(() => import('./thread-parts').then((file) => file.DeleteThreadsDialog), {
  ahead: true,
})

interface ThreadFiltersProps {
  readonly filter: ThreadFilter
  readonly onFilter: ReturnType<typeof useSetSearch>
  /** Stands at the end of the line. */
  readonly aside: ReactNode
}

/** Which threads to show: those with the words, with a label, or those in which nothing was said yet. */
export function ThreadFilters({ filter, onFilter, aside }: ThreadFiltersProps) {
  const t = useTranslations('threads')
  const { info } = useConnection()
  // Elsewhere more may have been said than is known here.
  const { data: empty } = useQuery({ ...emptyThreadsQuery(useApi()), enabled: info.capabilities.all_threads })
  const awaitsDelete = useAwaitsDelete()
  const isEmpty = filter.empty === 'true'
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
      <SearchInput label={t('search')} value={filter.q ?? ''} onSearch={(words) => onFilter({ q: words }, 'replace')} />
      <LabelSelect kind="thread" value={filter.label ?? ''} onChange={(label) => onFilter({ label })} />
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
      {isEmpty && empty && empty.count > 0 && <DeleteEmpty />}
      <div className="ml-auto flex flex-wrap items-center gap-2">{aside}</div>
    </div>
  )
}

/** Asks for all empty threads, those that are not loaded too, and deletes them. */
function DeleteEmpty() {
  const t = useTranslations('threads')
  const api = useApi()
  const [found, setFound] = useState<readonly ThreadSummary[]>([])
  const isHidden = useIsHidden()
  const find = useMutation({
    mutationFn: () => allEmptyThreads(api),
    onSuccess: (threads) => setFound(threads.filter(({ id }) => !isHidden(id))),
  })
  return (
    <>
      <Button look="danger" busy={find.isPending} onClick={() => find.mutate()}>
        {t('delete_empty')}
      </Button>
      <Suspense>
        {found.length > 0 && (
          <DeleteThreadsDialog threads={found} onClose={() => setFound([])} onDeleted={() => undefined} />
        )}
      </Suspense>
    </>
  )
}
