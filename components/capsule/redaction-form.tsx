'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { leftOutKinds, type LeftOutKind } from '@/lib/capsule/capsule'

interface RedactionFormProps {
  readonly leftOut: readonly LeftOutKind[]
  readonly words: string
  readonly patterns: string
  /** The first line that is no pattern. */
  readonly bad: string | undefined
  readonly onLeaveOut: (kinds: readonly LeftOutKind[]) => void
  readonly onWords: (words: string) => void
  readonly onPatterns: (patterns: string) => void
}

/** What is left out as a whole, and what is covered wherever it stands. */
export function RedactionForm(props: RedactionFormProps) {
  const { leftOut, words, patterns, bad, onLeaveOut, onWords, onPatterns } = props
  const t = useTranslations('capsule.export')
  const kinds = useTranslations('capsule.view.kind')
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <fieldset className="flex min-w-0 flex-wrap gap-x-4 gap-y-1">
        <legend className="pb-1 text-row font-medium">{t('leave_out')}</legend>
        {leftOutKinds.map((kind) => (
          <Checkbox
            key={kind}
            className="text-row"
            label={kinds(kind)}
            checked={leftOut.includes(kind)}
            onCheck={(isChecked) =>
              onLeaveOut(isChecked ? [...leftOut, kind] : leftOut.filter((other) => other !== kind))
            }
          />
        ))}
      </fieldset>
      <Field label={t('terms')} hint={t('terms_hint')}>
        {(control) => <Textarea {...control} rows={2} value={words} onChange={({ target }) => onWords(target.value)} />}
      </Field>
      <Field
        label={t('patterns')}
        hint={t('patterns_hint')}
        error={bad === undefined ? undefined : t('bad_pattern', { pattern: bad })}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={1}
            className="font-mono"
            spellCheck={false}
            value={patterns}
            onChange={({ target }) => onPatterns(target.value)}
          />
        )}
      </Field>
    </div>
  )
}
