'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { createElement, useMemo, type ComponentType } from 'react'
import type { Messages } from '@/lib/i18n/catalogue-en'
import type { Locale } from '@/lib/i18n/locale'

/** A part together with texts that its page does not have by itself: both are loaded at once. */
export async function withTexts<Props extends object>(
  coming: Promise<ComponentType<Props>>,
  texts: Promise<Partial<Messages>>,
): Promise<ComponentType<Props>> {
  const [Part, own] = await Promise.all([coming, texts])
  return function WithTexts(props: Props) {
    const others = useMessages()
    const messages = useMemo(() => ({ ...others, ...own }), [others])
    return (
      <NextIntlClientProvider locale={useLocale()} messages={messages}>
        {createElement(Part, props)}
      </NextIntlClientProvider>
    )
  }
}

/** Draws the part of the reader's language. */
export const inEachLocale = <Props extends object>(parts: Readonly<Record<Locale, ComponentType<Props>>>) =>
  function InLocale(props: Props) {
    return createElement(parts[useLocale()], props)
  }
