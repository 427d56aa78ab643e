export const locales = ['en', 'zh-CN'] as const
export type Locale = (typeof locales)[number]

/** Each language in its own words. */
export const localeNames = { en: 'English', 'zh-CN': '简体中文' } as const satisfies Record<Locale, string>

export const LOCALE_COOKIE = 'locale'
export const THEME_COOKIE = 'theme'

/** The guard sets it on requests with a session: pages then offer to sign out. */
export const SIGNED_IN_HEADER = 'x-signed-in'
/** What it says of a request that was let in without a session: there is nothing to sign out of. */
export const BY_OTHERS = 'by-others'

/** `system` follows the operating system, and is the default. */
export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const toTheme = (value: string | undefined): Theme => themes.find((theme) => theme === value) ?? 'system'

/** The reader's choice, else the first language of the browser that we have; any Chinese is served as zh-CN. */
export function toLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  const known = locales.find((locale) => locale === chosen)
  if (known) return known
  for (const tag of preferredTags(acceptLanguage ?? '')) {
    const language = tag.toLowerCase().split('-')[0]
    const match = locales.find((locale) => locale.split('-')[0] === language)
    if (match) return match
  }
  return 'en'
}

function preferredTags(header: string): string[] {
  return header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='))
      return { tag, weight: quality === undefined ? 1 : Number(quality.trim().slice(2)) || 0 }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}
