'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { Menu } from '@/components/ui/menu'
import { THEME_COOKIE, themes, type Theme } from '@/lib/i18n/locale'
import { applyTheme, keepPreference } from './preference'

const icons = { system: Monitor, light: Sun, dark: Moon } as const satisfies Record<Theme, typeof Sun>

/** Light, dark or like the system. */
export function ThemeMenu({ theme }: { theme: Theme }) {
  const t = useTranslations('shell.theme')
  const router = useRouter()
  const Icon = icons[theme]

  function choose(next: Theme) {
    keepPreference(THEME_COOKIE, next)
    applyTheme(next)
    router.refresh()
  }

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
