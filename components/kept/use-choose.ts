'use client'

import { useRouter } from 'next/navigation'
import { LOCALE_COOKIE, THEME_COOKIE, type Locale, type Theme } from '@/lib/i18n/locale'

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

const YEAR_SECONDS = 31_536_000

/** Keeps a choice of the reader in a cookie, where the server finds it for the next page. */
function keepPreference(cookie: string, value: string) {
  document.cookie = `${cookie}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
}

/** Shows a theme at once, also while the server is gone; what the server renders next says the same. */
function applyTheme(theme: Theme) {
  document.documentElement.dataset.theme = theme
}
