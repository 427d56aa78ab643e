'use client'

import { useTranslations } from 'next-intl'
import type { CallFate } from '@/lib/run/call-responder'

/** What a rule has made of a call, in words; undefined where none had to do with it. */
export function useRuleWords() {
  const t = useTranslations('inspector.responder')
  return (responder: Pick<CallFate, 'status' | 'rule'> | null | undefined): string | undefined => {
    if (!responder) return undefined
    const { status, rule } = responder
    if (!rule) return t(status === 'declined' ? 'declined' : 'none')
    const name = rule.name || t(`kind.${rule.kind}`)
    return status === 'answered' ? t('row', { name }) : t(status, { name })
  }
}
