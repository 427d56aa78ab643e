'use client'

import { useTranslations } from 'next-intl'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { plainName } from './plain-name'

/** What a thread is called: the name a user gave it, else its first message, else that it is empty. */
export function useThreadName() {
  const t = useTranslations('threads')
  return (thread: Pick<ThreadSummary, 'title' | 'preview'>) =>
    plainName(thread.title ?? thread.preview ?? t('untitled'))
}
