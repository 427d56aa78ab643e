'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import type { FunctionCall } from '@/lib/protocol/run'
import { exampleOutputOf, parsedJsonOf } from '@/lib/run/example-output'

export interface OutputWriting {
  readonly label: string
  readonly call: FunctionCall
  readonly output: string
  readonly onOutput: (output: string) => void
}

/** An output as text: JSON or any other. Props: label, call, output, onOutput. */
export function OutputText({ label, call, output, onOutput }: OutputWriting) {
  const t = useTranslations('inspector.outputs')
  return (
    <Field label={label} hint={t(hintOf(output))} aside={<ExampleButton {...{ call, output, onOutput }} />}>
      {(control) => (
        <Textarea
          {...control}
          rows={3}
          spellCheck={false}
          value={output}
          onChange={(event) => onOutput(event.target.value)}
          className="min-h-20 font-mono"
        />
      )}
    </Field>
  )
}

/** Writes an output that such a function could give; nothing once something has been written. */
export function ExampleButton({ call, output, onOutput }: Omit<OutputWriting, 'label'>) {
  const t = useTranslations('inspector.outputs')
  if (output !== '') return null
  return (
    <Button look="quiet" className="h-6 px-1.5" onClick={() => onOutput(exampleOutputOf(call))}>
      {t('use_example')}
    </Button>
  )
}

function hintOf(output: string) {
  if (output === '') return 'hint.empty'
  return parsedJsonOf(output) === undefined ? 'hint.text' : 'hint.json'
}
