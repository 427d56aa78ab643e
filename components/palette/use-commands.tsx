'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useStore } from 'zustand'
import { actionStore } from '@/components/actions/action-store'
import { shortcuts } from '@/components/actions/shortcut-table'
import { useChooseLocale, useChooseTheme } from '@/components/kept/use-choose'
import { localeNames, locales, themes } from '@/lib/i18n/locale'
import type { PaletteItem } from './palette-item'

/** The palette's items that need no search: the page's actions, the pages, theme and language. */
export function useCommands(): readonly PaletteItem[] {
  const actions = useStore(actionStore, (state) => state.actions)
  const settings = useSettings()
  const offered = actions.flatMap(({ id, label, shortcut, everywhere, run }): PaletteItem[] => {
    if (label === undefined) return []
    const isPlace = shortcut !== undefined && shortcuts[shortcut].group === 'go'
    return [{ id, group: isPlace ? 'go' : everywhere ? 'do' : 'page', label, shortcut, run }]
  })
  return [...offered, ...settings]
}

function useSettings(): readonly PaletteItem[] {
  const t = useTranslations('palette')
  const theme = useTranslations('shell.theme')
  const current = useLocale()
  const chooseTheme = useChooseTheme()
  const chooseLocale = useChooseLocale()
  return [
    ...themes.map((each): PaletteItem => ({
      id: `theme-${each}`,
      group: 'settings',
      label: t('theme', { name: theme(each) }),
      run: () => chooseTheme(each),
    })),
    ...locales.map((each): PaletteItem => ({
      id: `locale-${each}`,
      group: 'settings',
      label: t('language', { name: localeNames[each] }),
      isCurrent: each === current,
      run: () => chooseLocale(each),
    })),
  ]
}
