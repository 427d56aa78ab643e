'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useConnection } from '@/components/connection/connection-context'
import { Field, type FieldControlProps } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { ModelInput } from './model-input'
import { choiceOf, chosenFunction, efforts, formats, optionNames, type RunOption } from './run-options'
import { useProblemText } from './use-problem-text'
import type { RunOptionsState } from './use-run-options'

export interface RunOptionsFormProps extends Pick<RunOptionsState, 'options' | 'functions' | 'problems' | 'change'> {
  /** Those that are chosen elsewhere on the page. */
  readonly without?: readonly RunOption[]
  readonly disabled?: boolean
}

/** A field for each option of a run. */
export function RunOptionsForm({ options, functions, problems, change, without = [], disabled }: RunOptionsFormProps) {
  const t = useTranslations('thread.options')
  const textOf = useProblemText()
  const [typing, setTyping] = useState<RunOption>()
  const { run_options: areTaken } = useConnection().info.capabilities
  const isShown = (name: RunOption) =>
    !without.includes(name) && (name !== 'last_messages' || options.truncation_strategy !== '')
  // What is set already can be taken away.
  const isRefused = (name: RunOption) => !areTaken && ofOwn.has(name) && options[name] === ''
  return (
    <div className="grid gap-x-4 gap-y-3 @md:grid-cols-2">
      {optionNames.filter(isShown).map((name) => (
        <div key={name} className={wide.has(name) ? '@md:col-span-2' : ''} onBlur={() => setTyping(undefined)}>
          <Field
            label={t(`${name}.label`)}
            hint={isRefused(name) ? t('not_taken') : t(`${name}.hint`)}
            // A number that is still being typed is no error yet.
            error={typing === name ? undefined : textOf(problems.get(name))}
          >
            {(control) => (
              <OptionControl
                control={{ ...control, disabled: disabled || isRefused(name) }}
                name={name}
                value={options[name]}
                functions={functions}
                onValue={(value) => {
                  setTyping(chosen.has(name) ? undefined : name)
                  change({ [name]: value })
                }}
              />
            )}
          </Field>
        </div>
      ))}
    </div>
  )
}

/** Chosen from a list, and whole at once. */
const chosen = new Set<RunOption>([
  'tool_choice',
  'parallel_tool_calls',
  'truncation_strategy',
  'response_format',
  'reasoning_effort',
])
/** Not every backend takes them. */
const ofOwn = new Set<RunOption>([
  'tool_choice',
  'max_completion_tokens',
  'max_prompt_tokens',
  'truncation_strategy',
  'reasoning_effort',
])
const wide = new Set<RunOption>(['additional_instructions', 'instructions', 'other'])

interface OptionControlProps {
  readonly control: FieldControlProps & { readonly disabled: boolean | undefined }
  readonly name: RunOption
  readonly value: string
  readonly functions: readonly string[]
  readonly onValue: (value: string) => void
}

function OptionControl({ control, name, value, functions, onValue }: OptionControlProps) {
  const choices = useChoices(name, { value, functions })
  if (name === 'model') return <ModelInput {...control} value={value} onModel={onValue} />
  if (choices) {
    return (
      <Select {...control} className="w-full" value={value} onChange={(event) => onValue(event.target.value)}>
        {choices.map(([choice, label]) => (
          <option key={choice} value={choice}>
            {label}
          </option>
        ))}
      </Select>
    )
  }
  if (wide.has(name)) {
    return (
      <Textarea
        {...control}
        value={value}
        spellCheck={name !== 'other'}
        onChange={(event) => onValue(event.target.value)}
        className={name === 'other' ? 'font-mono' : ''}
      />
    )
  }
  return <Input {...control} inputMode="decimal" value={value} onChange={(event) => onValue(event.target.value)} />
}

/** What can be chosen for an option, by what is chosen and how it reads; undefined where it is typed. */
function useChoices(name: RunOption, { value, functions }: { value: string; functions: readonly string[] }) {
  const t = useTranslations('thread.options')
  const format = useTranslations('assistants.form.formats')
  switch (name) {
    case 'tool_choice': {
      // A chosen function that is gone stays in the list, so that the error can be seen.
      const chosen = chosenFunction(value)
      const names = chosen === undefined || functions.includes(chosen) ? functions : [...functions, chosen]
      return [
        ['', t('tool_choice.auto')],
        ['none', t('tool_choice.none')],
        ['required', t('tool_choice.required')],
        ...names.map((each) => [choiceOf(each), each] as const),
      ] as const
    }
    case 'parallel_tool_calls':
      return [['', t('parallel_tool_calls.allowed')] as const, ['false', t('parallel_tool_calls.single')] as const]
    case 'truncation_strategy':
      return [['', t('truncation_strategy.auto')] as const, ['last_messages', t('truncation_strategy.last')] as const]
    case 'response_format':
      return [['', t('own')] as const, ...formats.map((each) => [each, format(each)] as const)]
    case 'reasoning_effort':
      return [['', t('own')] as const, ...efforts.map((each) => [each, each] as const)]
    default:
      return undefined
  }
}
