'use client'

import { useTranslations } from 'next-intl'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { plainName } from './plain-name'

/** What a thread is called: the name a user gave it, else its first message, else that it is empty, or not read. */
export function useThreadName() {
  const t = useTranslations('threads')
  return ({ title, preview, is_unread }: Pick<ThreadSummary, 'title' | 'preview' | 'is_unread'>) =>
    plainName(title ?? preview ?? t(is_unread ? 'unread' : 'untitled'))
}
