'use client'

import { useTranslations } from 'next-intl'
import { useSearchParams } from 'next/navigation'
import { useState, type FormEvent } from 'react'
import { useAction } from '@/components/actions/use-action'
import { useSetSearch } from '@/components/routing/use-search-param'
import { Button } from '@/components/ui/button'
import { Search } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import { storeLimits } from '@/lib/protocol/limits'
import type { VectorStore } from '@/lib/protocol/vector-store'
import { SearchOptions } from './search-options'
import { SearchResults } from './search-results'
import { paramsOf } from './search-settings'
import { StoreSelect } from './store-select'
import { useStoreSearch } from './use-store-search'

/** Tries out what a search finds in a store, beside another one if it is wanted. The address has all of it. */
export function StoreSearch({ store }: { store: VectorStore }) {
  const t = useTranslations('stores.search')
  const params = useSearchParams()
  const setSearch = useSetSearch()
  const q = params.get('q') ?? ''
  const second = params.get('second')
  const firstSearch = useStoreSearch(store.id, q, 'first')
  const secondSearch = useStoreSearch(second, q, 'second')
  const compare = () =>
    setSearch(second ? { second: '', ...emptied } : { second: store.id, ...paramsOf(firstSearch.settings, 'second') })
  useAction({ id: 'compare-searches', label: t(second ? 'compare_end' : 'compare'), run: compare })
  if (store.status === 'expired') return <p className="py-6 text-prose text-muted">{t('expired')}</p>
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <QueryForm key={q} q={q} onSearch={(words) => setSearch({ q: words })} onAgain={firstSearch.again} />
        <Button aria-pressed={second !== null} onClick={compare}>
          {t(second ? 'compare_end' : 'compare')}
        </Button>
      </div>
      <div className={second ? 'grid gap-x-8 gap-y-6 wide:grid-cols-2' : 'max-w-4xl'}>
        <section aria-label={t(second ? 'first' : 'results')} className="flex min-w-0 flex-col gap-4">
          {second && <StoreSelect label={t('store_first')} value={store.id} isFixed />}
          <SearchOptions {...firstSearch} onChange={(settings) => setSearch(paramsOf(settings, 'first'))} />
          <SearchResults {...firstSearch} other={second ? secondSearch.found : undefined} />
        </section>
        {second && (
          <section aria-label={t('second')} className="flex min-w-0 flex-col gap-4">
            <StoreSelect label={t('store_second')} value={second} onChange={(id) => setSearch({ second: id })} />
            <SearchOptions {...secondSearch} onChange={(settings) => setSearch(paramsOf(settings, 'second'))} />
            <SearchResults {...secondSearch} other={firstSearch.found} />
          </section>
        )}
      </div>
    </div>
  )
}

const emptied = { n2: '', min2: '', rank2: '', attr2: '' } as const

interface QueryFormProps {
  readonly q: string
  readonly onSearch: (q: string) => void
  /** The same once more: the store may have changed. */
  readonly onAgain: () => void
}

function QueryForm({ q, onSearch, onAgain }: QueryFormProps) {
  const t = useTranslations('stores.search')
  const [text, setText] = useState(q)
  function submit(event: FormEvent) {
    event.preventDefault()
    const words = text.trim()
    if (words === q && words !== '') onAgain()
    else onSearch(words)
  }
  return (
    <search className="min-w-0 flex-1 basis-80">
      <form onSubmit={submit} className="flex min-w-0 items-center gap-2">
        <Input
          type="search"
          aria-label={t('query')}
          placeholder={t('query')}
          autoComplete="off"
          maxLength={storeLimits.query}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <Button look="primary" type="submit" disabled={text.trim() === ''}>
          <Search size={14} aria-hidden />
          {t('button')}
        </Button>
      </form>
    </search>
  )
}
