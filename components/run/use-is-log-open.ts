'use client'

import { useChoiceIn } from '@/components/report/report-context'
import { exchangeKeyOf } from '@/lib/inspector/wire-lines'
import type { UrlState } from '@/lib/inspector/url-state'

/** Whether the address has the panel of the log open, by itself or for what is looked at in it. */
export function useIsLogOpen(urlState: UrlState): boolean {
  const [log] = useChoiceIn(urlState, 'log')
  const [event] = useChoiceIn(urlState, 'event')
  const [exchange] = useChoiceIn(urlState, 'exchange')
  return log === 'open' || event !== '' || exchangeKeyOf(exchange) !== undefined
}
