'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { textLimits } from '@/lib/protocol/limits'
import type { FormPart } from './form-part'
import { useProblemText } from './use-problem-text'

/** What the assistant is called and told. */
export function TextsPart({ draft, change, problemOf }: FormPart) {
  const t = useTranslations('assistants.form')
  const textOf = useProblemText()
  return (
    <>
      <div data-field="name">
        <Field label={t('name')} error={textOf(problemOf('name'))}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              placeholder={t('name_placeholder')}
              value={draft.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
      </div>
      <div data-field="description">
        <Field label={t('description')} hint={t('description_hint')} error={textOf(problemOf('description'))}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              value={draft.description}
              onChange={(event) => change({ description: event.target.value })}
            />
          )}
        </Field>
      </div>
      <div data-field="instructions">
        <Field
          label={t('instructions')}
          hint={t('instructions_hint')}
          error={textOf(problemOf('instructions'))}
          aside={<Counter length={draft.instructions.length} />}
        >
          {(control) => (
            <Textarea
              {...control}
              rows={8}
              placeholder={t('instructions_placeholder')}
              value={draft.instructions}
              onChange={(event) => change({ instructions: event.target.value })}
              className="min-h-40 text-prose short:min-h-24"
            />
          )}
        </Field>
      </div>
    </>
  )
}

/** How long the instructions are, once they come near their limit. */
function Counter({ length }: { length: number }) {
  if (length < textLimits.instructions * 0.8) return null
  return (
    <span className="text-meta text-muted tabular-nums">
      {length} / {textLimits.instructions}
    </span>
  )
}
