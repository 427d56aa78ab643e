'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useChooseLocale } from '@/components/kept/use-choose'
import { Menu } from '@/components/ui/menu'
import { localeNames, locales } from '@/lib/i18n/locale'

/** The language of the interface. Each language is named in itself. */
export function LocaleMenu({ icon }: { icon: ReactNode }) {
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
      {icon}
    </Menu>
  )
}
