// Only in development: next.config.mjs knows files that end like this one no other time.
import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import { cookies } from 'next/headers'
import { DesignPage } from '@/components/design/design-page'
import { THEME_COOKIE, toTheme } from '@/lib/i18n/locale'

export default async function Design() {
  const [jar, messages] = await Promise.all([cookies(), getMessages()])
  return (
    <NextIntlClientProvider messages={messages}>
      <DesignPage theme={toTheme(jar.get(THEME_COOKIE)?.value)} />
    </NextIntlClientProvider>
  )
}
