'use client'

// Fields that rules of several kinds have.
import { useTranslations } from 'next-intl'
import { useId, type ComponentProps } from 'react'
import { useListed } from '@/components/names/use-listed'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { parsedJsonOf } from '@/lib/inspector/example-output'
import { useRulePlace } from './rule-place'
import { responderLimits } from '@/lib/protocol/responder-limits'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly value: string
  readonly onValue: (value: string) => void
}

/** A line of text. */
export const TextField = ({ label, hint, error, onValue, ...input }: TextFieldProps) => (
  <Field label={label} hint={hint} error={error}>
    {(control) => (
      <Input autoComplete="off" {...input} {...control} onChange={(event) => onValue(event.target.value)} />
    )}
  </Field>
)

/** Where in the arguments something stands; those that the function has are offered. */
export function PathField(props: TextFieldProps) {
  const { paths } = useRulePlace()
  const id = useId()
  return (
    <>
      <TextField {...props} dir="ltr" list={id} spellCheck={false} className="font-mono" />
      <datalist id={id}>
        {paths.map((path) => (
          <option key={path} value={path} />
        ))}
      </datalist>
    </>
  )
}

interface CodeFieldProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly rows?: number
  /** Names the arguments that the function has. */
  readonly withArguments?: true
  readonly value: string
  readonly onValue: (value: string) => void
}

/** Lines that a program reads. */
export function CodeField({ label, hint, rows = 3, withArguments, value, onValue }: CodeFieldProps) {
  const t = useTranslations('responders')
  const { paths } = useRulePlace()
  const listed = useListed()
  const known = withArguments && paths.length > 0 ? t('arguments_known', { paths: listed(paths) }) : undefined
  return (
    <Field label={label} hint={[hint, known].filter(Boolean).join(' · ')}>
      {(control) => (
        <Textarea
          {...control}
          dir="ltr"
          rows={rows}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          value={value}
          onChange={(event) => onValue(event.target.value)}
          className="font-mono"
        />
      )}
    </Field>
  )
}

/** An output, mostly JSON, which can be set out in lines. */
export function OutputField(props: Omit<CodeFieldProps, 'withArguments'>) {
  const t = useTranslations('assistants.json')
  const { value, onValue } = props
  const parsed = parsedJsonOf(value)
  const pretty = parsed === undefined ? value : JSON.stringify(parsed, null, 2)
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <CodeField {...props} />
      {pretty !== value && (
        <Button look="quiet" className="h-6 self-end px-1.5" onClick={() => onValue(pretty)}>
          {t('format')}
        </Button>
      )}
    </div>
  )
}

/** What is said at a field that nothing can stand in for, once saving was tried. */
export function useRequired() {
  const t = useTranslations('responders')
  const { isReviewed } = useRulePlace()
  return (value: string) => (isReviewed && value.trim() === '' ? t('required') : undefined)
}

interface SecondsFieldProps {
  readonly label: string
  readonly ms: number | null
  readonly maxMs: number
  readonly placeholder?: string
  readonly onMs: (ms: number | null) => void
}

/** A length of time, typed in seconds. */
export const SecondsField = ({ label, ms, maxMs, placeholder, onMs }: SecondsFieldProps) => (
  <Field label={label}>
    {(control) => (
      <Input
        {...control}
        type="number"
        inputMode="decimal"
        min={0}
        max={maxMs / 1000}
        step={0.1}
        placeholder={placeholder}
        value={ms === null ? '' : ms / 1000}
        onChange={({ target }) => onMs(msOf(target.value, maxMs))}
        className="max-w-28"
      />
    )}
  </Field>
)

/** How long a request may take; without a value the usual time. */
export function TimeoutField({ ms, onMs }: Pick<SecondsFieldProps, 'ms' | 'onMs'>) {
  const t = useTranslations('responders')
  const { timeout, usualTimeout } = responderLimits
  return (
    <SecondsField label={t('timeout')} ms={ms} maxMs={timeout} placeholder={String(usualTimeout / 1000)} onMs={onMs} />
  )
}

function msOf(typed: string, maxMs: number): number | null {
  const seconds = Number.parseFloat(typed)
  return Number.isFinite(seconds) ? Math.min(maxMs, Math.max(0, Math.round(seconds * 1000))) : null
}
