'use client'

import { useQuery } from '@tanstack/react-query'
import { responderSettingsQuery } from '@/lib/client/responder-sources'
import type { RuleKind } from '@/lib/protocol/responder-limits'
import { refusedHost } from '@/lib/run/allowed-hosts'

/** The host that a rule would ask and may not, as the operator has it now; undefined for others. */
export function useRefusedHost(rule: { readonly kind: RuleKind; readonly url?: string }): string | undefined {
  const isAsked = rule.kind === 'http'
  const { data } = useQuery({ ...responderSettingsQuery(), enabled: isAsked })
  return isAsked && data ? refusedHost(rule.url ?? '', data.hosts) : undefined
}
