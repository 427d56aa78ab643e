'use client'

import { useTranslations } from 'next-intl'
import type { RuleKind } from '@/lib/protocol/responder-limits'

/** What a rule is called: by its name, or by what it does. */
export function useRuleLabel() {
  const t = useTranslations('responders')
  return ({ name, kind }: { readonly name?: string | undefined; readonly kind: RuleKind }) => name || t(`kind.${kind}`)
}
