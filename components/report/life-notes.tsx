import { useLocale, useTranslations } from 'next-intl'
import type { Lifecycle } from '@/lib/inspector/lifecycle'
import { toClock } from './clock-text'
import { EntryNotes } from './entry-notes'

/** What the drawing of a life leaves open: since when it was watched, and what nobody saw in between. */
export function LifeNotes({ life }: { life: Lifecycle }) {
  const t = useTranslations('inspector')
  const locale = useLocale()
  return (
    <>
      {life.unseen && (
        <p className="text-row text-muted">
          {t('watched_since', { clock: toClock(life.unseen.to, locale, 'seconds') })}
        </p>
      )}
      <EntryNotes life={life} />
    </>
  )
}
