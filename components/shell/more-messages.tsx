'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { useMemo, type ReactNode } from 'react'
import type { Locale } from '@/lib/i18n/locale'
import { mergeMessages } from '@/lib/i18n/merge-messages'
import { messagesIn, type MessageText } from '@/lib/i18n/message-text'

interface MessagesProps {
  readonly text: MessageText
  readonly children: ReactNode
}

interface FirstMessagesProps extends MessagesProps {
  readonly locale: Locale
  readonly timeZone: string
}

/** The texts of what stands around every page. */
export const FirstMessages = ({ text, children, ...where }: FirstMessagesProps) => (
  <NextIntlClientProvider {...where} messages={messagesIn(text)}>
    {children}
  </NextIntlClientProvider>
)

/** Adds texts to those of what stands around it. */
export function MoreMessages({ text, children }: MessagesProps) {
  const outer = useMessages()
  const all = useMemo(() => mergeMessages(outer, messagesIn(text)), [outer, text])
  return (
    <NextIntlClientProvider locale={useLocale()} messages={all}>
      {children}
    </NextIntlClientProvider>
  )
}
