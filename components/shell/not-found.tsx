import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { buttonClass } from '@/components/ui/button'

/** What stands at an address where nothing is. */
export function NotFound() {
  const t = useTranslations('errors.page_not_found')
  return (
    <div className="mx-auto flex max-w-page flex-col items-start gap-3 px-4 py-16 wide:px-10">
      <h1 className="text-page">{t('title')}</h1>
      <p className="text-prose text-muted">{t('text')}</p>
      <Link href="/" className={buttonClass()}>
        {t('home')}
      </Link>
    </div>
  )
}
