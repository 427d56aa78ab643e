'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { useMemo, type ReactNode } from 'react'
import type { Messages } from '@/lib/i18n/catalogue-en'
import { mergeMessages } from '@/lib/i18n/merge-messages'

interface MoreMessagesProps {
  readonly messages: Partial<Messages>
  readonly children: ReactNode
}

/** Adds texts to those of what stands around it. */
export function MoreMessages({ messages, children }: MoreMessagesProps) {
  const outer = useMessages()
  const all = useMemo(() => mergeMessages(outer, messages), [outer, messages])
  return (
    <NextIntlClientProvider locale={useLocale()} messages={all}>
      {children}
    </NextIntlClientProvider>
  )
}
