'use client'

import { useTranslations } from 'next-intl'
import { TimeText } from '@/components/ui/time-text'
import type { Transfer } from '@/lib/protocol/transfer'

interface TransferListProps {
  readonly transfers: readonly Transfer[]
  /** The id of the one that is looked at. */
  readonly selected: string
  readonly onSelect: (id: string) => void
}

/** What was moved in, newest first. */
export function TransferList({ transfers, selected, onSelect }: TransferListProps) {
  const t = useTranslations('transfer')
  if (transfers.length === 0) return <p className="text-row text-muted">{t('no_before')}</p>
  return (
    <ul className="flex max-w-prose flex-col divide-y divide-line">
      {transfers.map(({ id, source, status, created_at }) => (
        <li key={id}>
          <button
            type="button"
            aria-current={id === selected || undefined}
            onClick={() => onSelect(id === selected ? '' : id)}
            className={`touch flex min-h-10 w-full min-w-0 items-center gap-3 px-1 text-left hover:bg-sunken
              aria-[current]:font-medium`}
          >
            <span className="min-w-0 grow truncate">{source.name}</span>
            <span className="shrink-0 text-meta text-muted">{t(`status.${status}`)}</span>
            <TimeText ms={created_at * 1000} className="shrink-0 text-meta text-muted" />
          </button>
        </li>
      ))}
    </ul>
  )
}
