'use client'

import { useTranslations } from 'next-intl'
import { JsonBlock } from '@/components/json/json-block'
import type { Selection } from '@/lib/inspector/selection'

/** The objects as the wire has them. Props: selection. */
export function DetailRaw({ selection }: { selection: Selection }) {
  const t = useTranslations('inspector.facts')
  switch (selection.type) {
    case 'run':
      return <JsonBlock label={t('run')} value={selection.run} />
    case 'call':
      return <JsonBlock label={t('call')} value={selection.call} />
    case 'step':
      return (
        <div className="flex flex-col gap-3">
          <JsonBlock label={t('step')} value={selection.step} />
          {selection.message && <JsonBlock label={t('message')} value={selection.message} />}
        </div>
      )
    default:
      return selection satisfies never
  }
}
