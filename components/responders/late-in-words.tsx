'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { createElement, useMemo, type ComponentType } from 'react'
import type { Messages } from '@/lib/i18n/catalogue-en'
import { responderTexts } from '@/lib/i18n/responder-texts'
import type { Locale } from '@/lib/i18n/locale'

/** A part together with the words of responders in a language, which pages do not have by themselves. */
export async function inWords<Props extends object>(
  locale: Locale,
  coming: Promise<ComponentType<Props>>,
): Promise<ComponentType<Props>> {
  const [Part, responders] = await Promise.all([coming, responderTexts[locale]()])
  return (props) => <InWords texts={responders}>{createElement(Part, props)}</InWords>
}

function InWords({ texts, children }: { texts: Messages['responders']; children: React.ReactNode }) {
  const others = useMessages()
  const messages = useMemo(() => ({ ...others, responders: texts }), [others, texts])
  return (
    <NextIntlClientProvider locale={useLocale()} messages={messages}>
      {children}
    </NextIntlClientProvider>
  )
}

/** What draws a part of each language. */
export const inEach =
  <Props extends object>(parts: Readonly<Record<Locale, ComponentType<Props>>>) =>
  (props: Props) => <InLocale parts={parts} props={props} />

function InLocale<Props extends object>(all: { parts: Readonly<Record<Locale, ComponentType<Props>>>; props: Props }) {
  return createElement(all.parts[useLocale()], all.props)
}
