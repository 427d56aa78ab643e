'use client'

import { useLocale, useTranslations } from 'next-intl'
import { Menu } from '@/components/ui/menu'
import { localeNames, locales } from '@/lib/i18n/locale'
import { Languages } from './icons'
import { useChooseLocale } from './use-choose'

/** The language of the interface. Each language is named in itself. */
export function LocaleMenu() {
  const t = useTranslations('shell')
  const current = useLocale()
  const choose = useChooseLocale()

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
