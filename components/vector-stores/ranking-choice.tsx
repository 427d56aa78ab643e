'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useConnection } from '@/components/connection/connection-context'
import { modelsPath } from '@/components/routing/paths'
import { Select } from '@/components/ui/select'
import { storeEmbeddingsQuery } from '@/lib/client/vector-store-queries'
import type { SearchSettings } from './search-settings'

interface RankingChoiceProps extends Pick<SearchSettings, 'isByWords'> {
  readonly store: string
  readonly onChange: (isByWords: SearchSettings['isByWords']) => void
}

const rankings = ['auto', 'words'] as const

/** By words and meaning, or by words alone; where a store has no embeddings, why there is no choice. */
export function RankingChoice({ store, isByWords, onChange }: RankingChoiceProps) {
  const t = useTranslations('stores.search')
  const { api, info } = useConnection()
  const isKnown = info.kind === 'embedded'
  const { data } = useQuery({ ...storeEmbeddingsQuery(api, store), enabled: isKnown && store !== '' })
  if (data && data.share === 0) {
    return (
      <p className="max-w-prose text-row text-muted">
        {t.rich(data.model === null ? 'ranking_no_model' : 'ranking_none_yet', {
          model: data.model ?? '',
          link: (words) => (
            <Link prefetch={false} href={modelsPath} className="underline underline-offset-2">
              {words}
            </Link>
          ),
        })}
      </p>
    )
  }
  return (
    <div className="flex flex-wrap items-center gap-x-2">
      <label className="flex items-center gap-2 text-row">
        <span className="text-muted">{t('ranking')}</span>
        <Select
          title={t('ranking_hint')}
          disabled={isKnown && !data}
          value={rankings[isByWords ? 1 : 0]}
          onChange={({ target }) => onChange(target.selectedIndex === 1)}
        >
          {rankings.map((ranking) => (
            <option key={ranking} value={ranking}>
              {t(`ranking_${ranking}`)}
            </option>
          ))}
        </Select>
      </label>
      {data && data.share < 1 && (
        <span className="text-meta text-muted tabular-nums">
          {t('ranking_partly', { percent: Math.floor(data.share * PERCENT) })}
        </span>
      )}
    </div>
  )
}

const PERCENT = 100
