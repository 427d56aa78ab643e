'use client'

import { useTranslations } from 'next-intl'
import { CountText } from '@/components/ui/count-text'
import { Head } from '@/components/ui/table'
import { transferKinds, transferOutcomes, type TransferTally } from '@/lib/protocol/transfer'

interface TallyTableProps {
  readonly tally: TransferTally
  /** Nothing of it has happened yet. */
  readonly isDry: boolean
}

/** How many of each kind came to what. Kinds and outcomes that there are none of are left out. */
export function TallyTable({ tally: { counts }, isDry }: TallyTableProps) {
  const t = useTranslations('transfer')
  const kinds = transferKinds.filter((kind) => Object.values(counts[kind]).some((count) => count > 0))
  const outcomes = transferOutcomes.filter((outcome) => kinds.some((kind) => counts[kind][outcome] > 0))
  if (kinds.length === 0) return null
  return (
    <div className="max-w-full overflow-x-auto" role="region" aria-label={t('table.caption')} tabIndex={0}>
      <table className="text-row">
        <caption className="sr-only">{t(isDry ? 'table.caption_dry' : 'table.caption')}</caption>
        <thead>
          <tr className="border-b border-line text-left text-meta text-muted">
            <Head>{t('table.kind')}</Head>
            {outcomes.map((outcome) => (
              <Head key={outcome} className="text-right">
                {t(`outcome.${outcome}`)}
              </Head>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={kind} className="border-b border-line">
              <th scope="row" className="h-8 pr-4 text-left font-medium whitespace-nowrap">
                {t(`kind.${kind}`)}
              </th>
              {outcomes.map((outcome) => (
                <td key={outcome} className="px-2 text-right last:pr-0">
                  <CountText
                    count={counts[kind][outcome]}
                    className={counts[kind][outcome] === 0 ? 'text-muted' : 'font-medium'}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
