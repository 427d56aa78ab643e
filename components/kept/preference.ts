'use client'

import type { Theme } from '@/lib/i18n/locale'

const YEAR_SECONDS = 31_536_000

/** Keeps a choice of the reader in a cookie, where the server finds it for the next page. */
export function keepPreference(cookie: string, value: string) {
  document.cookie = `${cookie}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
}

/** Shows a theme at once, also while the server is gone; what the server renders next says the same. */
export function applyTheme(theme: Theme) {
  document.documentElement.dataset.theme = theme
}
