import type { Metadata, Viewport } from 'next'
import { getLocale, getMessages, getTimeZone } from 'next-intl/server'
import localFont from 'next/font/local'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { FirstMessages } from '@/components/shell/more-messages'
import { tabTitleOf } from '@/components/shell/tab-title'
import { RenderedAtProvider } from '@/components/ui/rendered-at'
import { THEME_COOKIE, toTheme } from '@/lib/i18n/locale'
import { messageText } from '@/lib/i18n/message-text'
import { shellMessages } from '@/lib/i18n/page-messages'
import './globals.css'

const ui = localFont({
  src: '../node_modules/@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2',
  weight: '400 700',
  variable: '--font-ui',
})

const code = localFont({
  src: '../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
  weight: '100 800',
  variable: '--font-code',
  adjustFontFallback: false,
})

export const metadata: Metadata = {
  title: { default: 'Assistants Playground', template: tabTitleOf('%s') },
  icons: { icon: '/icon.svg', apple: '/apple-touch-icon.png' },
}

export const viewport: Viewport = {
  // A keyboard on glass makes the window short; else it would lie over its lower half.
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf7' },
    { media: '(prefers-color-scheme: dark)', color: '#0e1114' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, timeZone, messages, jar] = await Promise.all([getLocale(), getTimeZone(), getMessages(), cookies()])
  const theme = toTheme(jar.get(THEME_COOKIE)?.value)
  return (
    <html lang={locale} data-theme={theme} className={`${ui.variable} ${code.variable}`}>
      <body className="font-sans">
        {/* With the session: behind an access token nobody else may have it. */}
        <link rel="manifest" href="/manifest.webmanifest" crossOrigin="use-credentials" />
        <FirstMessages {...{ locale, timeZone }} text={messageText(messages, shellMessages)}>
          <RenderedAtProvider at={renderedAt()}>{children}</RenderedAtProvider>
        </FirstMessages>
      </body>
    </html>
  )
}

const renderedAt = () => Date.now()
