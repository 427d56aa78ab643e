'use client'

import { useTranslations } from 'next-intl'
import { Menu } from '@/components/ui/menu'
import { themes, type Theme } from '@/lib/i18n/locale'
import { Monitor, Moon, Sun } from './icons'
import { useChooseTheme } from './use-choose'

const icons = { system: Monitor, light: Sun, dark: Moon } as const satisfies Record<Theme, typeof Sun>

/** Light, dark or like the system. */
export function ThemeMenu({ theme }: { theme: Theme }) {
  const t = useTranslations('shell.theme')
  const choose = useChooseTheme()
  const Icon = icons[theme]

  return (
    <Menu
      label={t('label')}
      className="text-muted hover:text-ink"
      items={themes.map((each) => ({ label: t(each), checked: each === theme, onSelect: () => choose(each) }))}
    >
      <Icon size={16} aria-hidden />
    </Menu>
  )
}
