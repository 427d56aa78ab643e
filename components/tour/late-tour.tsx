'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { createElement, useMemo } from 'react'
import { lateSilently } from '@/components/late/late'
import type { Messages } from '@/lib/i18n/catalogue-en'
import { tourTexts } from '@/lib/i18n/tour-texts'

// The tour and its words come with the first visit that takes it.
const parts = { en: partIn(tourTexts.en), 'zh-CN': partIn(tourTexts['zh-CN']) }

function partIn(texts: () => Promise<Messages['tour']>) {
  return lateSilently(async () => {
    const [{ Tour }, tour] = await Promise.all([import('./tour'), texts()])
    return function InWords() {
      const others = useMessages()
      const messages = useMemo(() => ({ ...others, tour }), [others])
      return (
        <NextIntlClientProvider locale={useLocale()} messages={messages}>
          {createElement(Tour)}
        </NextIntlClientProvider>
      )
    }
  })
}

export const LateTour = () => createElement(parts[useLocale()])
