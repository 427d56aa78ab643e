'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { JsonView } from '@/components/ui/json-view'
import { Textarea } from '@/components/ui/textarea'
import type { FunctionCall } from '@/lib/protocol/run'
import { exampleOutputOf, parsedJsonOf } from '@/lib/run/example-output'

interface ToolOutputCardProps {
  readonly call: FunctionCall
  /** Which of several calls this is. */
  readonly place: { readonly at: number; readonly of: number } | null
  readonly output: string
  readonly onOutput: (output: string) => void
}

/** One call: what the model wants, and where its output is written. Props: call, place, output, onOutput. */
export function ToolOutputCard({ call, place, output, onOutput }: ToolOutputCardProps) {
  const t = useTranslations('inspector.outputs')
  const { name } = call.function
  const named = place ? `${name} ${place.at}/${place.of}` : name
  return (
    <fieldset className="grid min-w-0 items-start gap-x-6 gap-y-2 border-t border-line pt-3 @4xl:grid-cols-2">
      <legend className="sr-only">{named}</legend>
      <p className="flex flex-wrap items-baseline gap-2 @4xl:col-span-2">
        <code className="font-mono text-row font-bold">{name}</code>
        {place && <span className="text-meta text-muted">{`${place.at}/${place.of}`}</span>}
      </p>
      <JsonView label={t('arguments_of', { name: named })} text={call.function.arguments} />
      <Field
        label={t('output_of', { name: named })}
        hint={t(hintOf(output))}
        aside={
          output === '' && (
            <Button look="quiet" className="h-6 px-1.5" onClick={() => onOutput(exampleOutputOf(call))}>
              {t('use_example')}
            </Button>
          )
        }
      >
        {(control) => (
          <Textarea
            {...control}
            name={call.id}
            rows={3}
            spellCheck={false}
            value={output}
            onChange={(event) => onOutput(event.target.value)}
            className="min-h-20 font-mono"
          />
        )}
      </Field>
    </fieldset>
  )
}

function hintOf(output: string) {
  if (output === '') return 'hint.empty'
  return parsedJsonOf(output) === undefined ? 'hint.text' : 'hint.json'
}
