'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

interface SamplingFieldProps {
  readonly label: string
  readonly hint: string
  readonly range: readonly [number, number]
  /** null = the model's own default. */
  readonly value: number | null
  readonly error: string | undefined
  readonly onChange: (value: number | null) => void
}

/** A number in a range, by slider or typed; empty means the model's default, and it says so. */
export function SamplingField({ label, hint, range: [min, max], value, error, onChange }: SamplingFieldProps) {
  const t = useTranslations('assistants.form')
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      aside={
        value === null ? (
          <span className="text-meta text-muted">{t('model_default')}</span>
        ) : (
          <button
            type="button"
            className="touch rounded-chip text-meta text-muted underline hover:text-ink"
            onClick={() => onChange(null)}
          >
            {t('use_default')}
          </button>
        )
      }
    >
      {(control) => (
        <div className="flex items-center gap-3">
          <input
            type="range"
            aria-label={label}
            aria-valuetext={value === null ? t('model_default') : undefined}
            min={min}
            max={max}
            step={0.01}
            value={value ?? max / 2}
            onChange={(event) => onChange(event.target.valueAsNumber)}
            className={`touch min-w-0 flex-1 accent-ink ${value === null ? 'opacity-40' : ''}`}
          />
          <Input
            {...control}
            type="number"
            inputMode="decimal"
            min={min}
            max={max}
            step="any"
            value={value ?? ''}
            onChange={(event) => onChange(Number.isNaN(event.target.valueAsNumber) ? null : event.target.valueAsNumber)}
            className="max-w-20 text-right tabular-nums"
          />
        </div>
      )}
    </Field>
  )
}
