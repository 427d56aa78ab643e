'use client'

import { useTranslations } from 'next-intl'
import { removeKeepingFocus } from '@/components/focus/keep-focus'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { X } from '@/components/ui/icons'
import { Select } from '@/components/ui/select'
import type { RuleOf } from './responder-source'

interface RecordedFieldsProps {
  readonly rule: RuleOf<'recorded'>
  readonly onRule: (rule: RuleOf<'recorded'>) => void
}

/** More are not drawn; the JSON has all. */
const MAX_SHOWN = 50

/** What an earlier run was answered, call by call. Props: rule, onRule. */
export function RecordedFields({ rule, onRule }: RecordedFieldsProps) {
  const t = useTranslations('responders')
  const { calls, otherwise = 'fail' } = rule
  return (
    <>
      <fieldset className="flex min-w-0 flex-col gap-1">
        <legend className="mb-1 text-row font-medium">{t('calls', { count: calls.length })}</legend>
        {calls.slice(0, MAX_SHOWN).map((call, index) => (
          <div key={index} className="flex items-start gap-2 border-t border-line pt-1">
            <code className="min-w-0 flex-1 font-mono text-meta wrap-anywhere">
              {shortened(call.arguments)} <span className="text-muted">→ {shortened(call.output)}</span>
            </code>
            <IconButton
              label={t('remove_call', { number: index + 1 })}
              icon={<X size={14} />}
              data-remove="call"
              onClick={({ currentTarget }) =>
                removeKeepingFocus(currentTarget, () => onRule({ ...rule, calls: calls.toSpliced(index, 1) }))
              }
            />
          </div>
        ))}
      </fieldset>
      <Field label={t('otherwise')}>
        {(control) => (
          <Select
            {...control}
            value={otherwise}
            onChange={(event) => onRule({ ...rule, otherwise: event.target.value === 'next' ? 'next' : 'fail' })}
            className="w-full sm:w-60"
          >
            {(['fail', 'next'] as const).map((each) => (
              <option key={each} value={each}>
                {t(`otherwise_${each}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  )
}

const MAX_LENGTH = 200
const shortened = (text: string) => (text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text)
