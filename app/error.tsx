'use client'

import { useTranslations } from 'next-intl'

/** For errors outside every connection. Drawn without our elements: each page would carry a second copy of them. */
export default function RootError({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('errors.client')
  const common = useTranslations('common')
  return (
    <main className="mx-auto flex max-w-page flex-col items-start gap-3 px-4 py-16 wide:px-10">
      <h1 className="text-page">{t('title')}</h1>
      <p className="text-prose text-muted">
        {t('safe')} {t('next')}
      </p>
      <button type="button" onClick={reset} className="rounded-field border border-control bg-surface px-3 py-1">
        {common('retry')}
      </button>
    </main>
  )
}
