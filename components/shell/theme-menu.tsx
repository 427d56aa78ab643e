'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useChooseTheme } from '@/components/kept/use-choose'
import { Menu } from '@/components/ui/menu'
import { themes, type Theme } from '@/lib/i18n/locale'

interface ThemeMenuProps {
  readonly theme: Theme
  readonly icon: ReactNode
}

/** Light, dark or like the system. */
export function ThemeMenu({ theme, icon }: ThemeMenuProps) {
  const t = useTranslations('shell.theme')
  const choose = useChooseTheme()

  return (
    <Menu
      label={t('label')}
      className="text-muted hover:text-ink"
      items={themes.map((each) => ({ label: t(each), checked: each === theme, onSelect: () => choose(each) }))}
    >
      {icon}
    </Menu>
  )
}
