'use client'

import { useRouter } from 'next/navigation'
import { LOCALE_COOKIE, THEME_COOKIE, type Locale, type Theme } from '@/lib/i18n/locale'
import { applyTheme, keepPreference } from './preference'

/** Chooses the theme: shown at once, kept for the next page. */
export function useChooseTheme() {
  const router = useRouter()
  return (theme: Theme) => {
    keepPreference(THEME_COOKIE, theme)
    applyTheme(theme)
    router.refresh()
  }
}

/** Chooses the language of the interface, without a reload. */
export function useChooseLocale() {
  const router = useRouter()
  return (locale: Locale) => {
    keepPreference(LOCALE_COOKIE, locale)
    router.refresh()
  }
}
