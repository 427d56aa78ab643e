'use client'

import { useTranslations } from 'next-intl'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { attributeLimits } from '@/lib/protocol/limits'
import { valueTypes, type WrittenPair } from './attribute-value'

interface ValueInputProps {
  readonly pair: WrittenPair
  readonly isWrong?: boolean
  readonly onChange: (change: Partial<WrittenPair>) => void
}

const booleans = ['true', 'false'] as const

/** The value of an attribute, and of which type it is. */
export function ValueInput({ pair: { key, type, value }, isWrong = false, onChange }: ValueInputProps) {
  const t = useTranslations('stores.attributes')
  const name = { key: key || '…' }
  return (
    <>
      <Select
        aria-label={t('type_of', name)}
        value={type}
        onChange={({ target }) => {
          const chosen = valueTypes.find((each) => each === target.value)
          if (chosen) onChange({ type: chosen, ...(chosen === 'boolean' && { value: String(value === 'true') }) })
        }}
        className="w-28 shrink-0"
      >
        {valueTypes.map((each) => (
          <option key={each} value={each}>
            {t(`type.${each}`)}
          </option>
        ))}
      </Select>
      {type === 'boolean' ? (
        <Select
          aria-label={t('value_of', name)}
          value={value}
          onChange={({ target }) => onChange({ value: target.value })}
          className="min-w-24 flex-1"
        >
          {booleans.map((each) => (
            <option key={each} value={each}>
              {t(each)}
            </option>
          ))}
        </Select>
      ) : (
        <Input
          aria-label={t('value_of', name)}
          aria-invalid={isWrong || undefined}
          inputMode={type === 'number' ? 'decimal' : undefined}
          maxLength={attributeLimits.value}
          value={value}
          onChange={({ target }) => onChange({ value: target.value })}
          className="min-w-24 flex-1"
        />
      )}
    </>
  )
}
