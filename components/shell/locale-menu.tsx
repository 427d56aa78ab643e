'use client'

import { Languages } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { Menu } from '@/components/ui/menu'
import { LOCALE_COOKIE, localeNames, locales, type Locale } from '@/lib/i18n/locale'
import { keepPreference } from './preference'

/** The language of the interface. Each language is named in itself. */
export function LocaleMenu() {
  const t = useTranslations('shell')
  const current = useLocale()
  const router = useRouter()

  function choose(locale: Locale) {
    keepPreference(LOCALE_COOKIE, locale)
    router.refresh()
  }

  return (
    <Menu
      label={t('language')}
      className="text-muted hover:text-ink"
      items={locales.map((locale) => ({
        label: localeNames[locale],
        checked: locale === current,
        onSelect: () => choose(locale),
      }))}
    >
      <Languages size={16} aria-hidden />
    </Menu>
  )
}
