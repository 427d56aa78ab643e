'use client'

import { useTranslations } from 'next-intl'
import type { RunSummary } from '@/lib/protocol/playground'
import { plainName } from './plain-name'

/** The name of a run's assistant. */
export function useAssistantName() {
  const t = useTranslations('runs')
  return ({ assistant_name }: Pick<RunSummary, 'assistant_name'>) => plainName(assistant_name ?? t('unnamed_assistant'))
}
