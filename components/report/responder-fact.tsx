'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/ui/use-duration'
import { isDeclined, type CallResponder } from '@/lib/run/call-responder'
import { useRuleWords } from './use-rule-words'

/** Which rule has answered a call, how long it took, why it failed, what it told on its way. Props: responder. */
export function ResponderFact({ responder }: { responder: CallResponder }) {
  const t = useTranslations('inspector.responder')
  const duration = useDuration()
  const words = useRuleWords()(responder)
  const { rule, ms, failure, progress, logs } = responder
  const kind = rule?.name && !isDeclined(responder) && t(`kind.${rule.kind}`)
  const facts = [words, kind, ms !== null && duration(ms), progress?.message]
  return (
    <span className="flex min-w-0 flex-col gap-1">
      <span className="wrap-anywhere">{facts.filter(Boolean).join(' · ')}</span>
      {failure !== null && (
        <span lang="en" data-status="failed" className="font-medium wrap-anywhere text-tone">
          {failure}
        </span>
      )}
      {logs.length > 0 && (
        <>
          <span className="text-meta text-muted">{t('logs')}</span>
          <code className="block max-h-40 overflow-auto font-mono text-meta wrap-anywhere whitespace-pre-wrap">
            {logs.join('\n')}
          </code>
        </>
      )}
    </span>
  )
}
