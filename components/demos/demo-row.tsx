'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { ChevronDown, Trash2 } from '@/components/ui/icons'
import { Textarea } from '@/components/ui/textarea'
import type { DemoMessage } from '@/lib/protocol/demo'
import { MAX_DEMO_NOTES, MAX_DEMO_TEXT } from '@/lib/protocol/limits'
import type { Row } from './demo-rows'
import { ChevronUp } from './icons'

interface DemoRowProps {
  readonly row: Row
  readonly number: number
  readonly isLast: boolean
  readonly onChange: (change: Partial<DemoMessage>) => void
  readonly onMove: (by: 1 | -1) => void
  readonly onRemove: () => void
}

/** A message of a demo, with its notes. */
export function DemoRow({ row, number, isLast, onChange, onMove, onRemove }: DemoRowProps) {
  const t = useTranslations('demos')
  return (
    <li className="flex flex-col gap-2 rounded-field border border-line p-3">
      <div className="flex items-center justify-between">
        <h3 className="text-row font-bold">{t('message', { number })}</h3>
        <span className="flex">
          <IconButton
            label={t('up', { number })}
            icon={<ChevronUp size={16} />}
            disabled={number === 1}
            onClick={() => onMove(-1)}
          />
          <IconButton
            label={t('down', { number })}
            icon={<ChevronDown size={16} />}
            disabled={isLast}
            onClick={() => onMove(1)}
          />
          <IconButton label={t('remove', { number })} icon={<Trash2 size={16} />} onClick={onRemove} />
        </span>
      </div>
      <Field label={t('text')}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={MAX_DEMO_TEXT}
            value={row.text}
            onChange={({ target }) => onChange({ text: target.value })}
          />
        )}
      </Field>
      <Field label={t('notes')}>
        {(control) => (
          <Textarea
            {...control}
            rows={1}
            maxLength={MAX_DEMO_NOTES}
            value={row.notes}
            onChange={({ target }) => onChange({ notes: target.value })}
          />
        )}
      </Field>
    </li>
  )
}
