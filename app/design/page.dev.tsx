// Only in development: next.config.mjs knows files that end like this one no other time.
import { cookies } from 'next/headers'
import { DesignPage } from '@/components/design/design-page'
import { THEME_COOKIE, toTheme } from '@/lib/i18n/locale'

export default async function Design() {
  return <DesignPage theme={toTheme((await cookies()).get(THEME_COOKIE)?.value)} />
}
