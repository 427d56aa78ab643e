import { useTranslations } from 'next-intl'
import type { DamagedRow } from '@/lib/protocol/playground'

/** How many are named; the others are counted. */
const SHOWN = 5

/** Says which rows of the database hold no object, while there are any. Drawn on the server. */
export function DamagedNotice({ rows }: { readonly rows: readonly DamagedRow[] }) {
  const t = useTranslations('overview.damaged')
  if (rows.length === 0) return null
  return (
    <section aria-label={t('title')} data-status="failed" className="mx-auto w-full max-w-page px-4 pt-6 wide:px-10">
      <div className="rounded-field bg-tint px-4 py-3">
        <h2 className="text-prose font-bold text-tone">{t('title')}</h2>
        <p className="max-w-prose">{t('text')}</p>
        <ul className="mt-1">
          {rows.slice(0, SHOWN).map(({ table, id, first_seq, last_seq }) => (
            <li key={`${table} ${id} ${first_seq}`} className="wrap-anywhere">
              {t(`table.${table}`, { first: first_seq ?? 0, last: last_seq ?? 0 })}{' '}
              <code className="font-mono text-meta">{id}</code>
            </li>
          ))}
        </ul>
        {rows.length > SHOWN && <p>{t('more', { count: rows.length - SHOWN })}</p>}
      </div>
    </section>
  )
}
