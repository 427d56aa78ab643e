'use client'

import { useTranslations } from 'next-intl'
import { JsonView } from '@/components/ui/json-view'
import type { Selection } from '@/lib/run/selection'

/** The objects as the wire has them. Props: selection. */
export function DetailRaw({ selection }: { selection: Selection }) {
  const t = useTranslations('inspector.facts')
  switch (selection.type) {
    case 'run':
      return <JsonView label={t('run')} value={selection.run} />
    case 'call':
      return <JsonView label={t('call')} value={selection.call} />
    case 'step':
      return (
        <div className="flex flex-col gap-3">
          <JsonView label={t('step')} value={selection.step} />
          {selection.message && <JsonView label={t('message')} value={selection.message} />}
        </div>
      )
    default:
      return selection satisfies never
  }
}
