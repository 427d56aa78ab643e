import { getRequestConfig } from 'next-intl/server'
import { cookies, headers } from 'next/headers'
import { LOCALE_COOKIE, toLocale } from './locale'
import { loadMessages } from './messages'

export default getRequestConfig(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()])
  const locale = toLocale(jar.get(LOCALE_COOKIE)?.value, head.get('accept-language'))
  // Times are formatted in the browser's zone by our own components; the server's zone is never shown.
  return { locale, messages: await loadMessages(locale), timeZone: 'UTC' }
})
