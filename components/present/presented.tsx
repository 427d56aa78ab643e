'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { useMemo, type ReactNode } from 'react'

/**
 * What is shown to an audience, in plain words for the states. How large it is, and that nothing stands around it, is
 * in `public/presenting.css`, which the page brings.
 */
export function Presented({ children }: { children: ReactNode }) {
  const messages = useMessages()
  const plain = useMemo(() => ({ ...messages, status: { ...messages.status, ...messages.present.status } }), [messages])
  return (
    <NextIntlClientProvider locale={useLocale()} messages={plain}>
      {children}
    </NextIntlClientProvider>
  )
}
