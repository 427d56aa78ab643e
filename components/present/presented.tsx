'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { useMemo, type ReactNode } from 'react'

/**
 * What is shown to an audience: large, in plain words for the states, and without what stands around pages. The rest is
 * done by `public/presenting.css`, which the page brings.
 */
export function Presented({ children }: { children: ReactNode }) {
  const messages = useMessages()
  const plain = useMemo(() => ({ ...messages, status: { ...messages.status, ...messages.present.status } }), [messages])
  return (
    <NextIntlClientProvider locale={useLocale()} messages={plain}>
      <div data-presenting data-fills="conversation" className="flex min-h-0 flex-1 flex-col">
        {children}
      </div>
    </NextIntlClientProvider>
  )
}
