'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { useMemo, type ReactNode } from 'react'
import type { RunStatus } from '@/lib/protocol/status'

interface PresentedProps {
  /** Other words for the states, where they are known better. */
  readonly words?: Partial<Record<RunStatus, string>> | undefined
  readonly children: ReactNode
}

/**
 * What is shown to an audience, in plain words for the states. How large it is, and that nothing stands around it, is
 * in `public/presenting.css`, which the page brings. Props: words.
 */
export function Presented({ words, children }: PresentedProps) {
  const messages = useMessages()
  const plain = useMemo(
    () => ({ ...messages, status: { ...messages.status, ...messages.present.status, ...words } }),
    [messages, words],
  )
  return (
    <NextIntlClientProvider locale={useLocale()} messages={plain}>
      {children}
    </NextIntlClientProvider>
  )
}
