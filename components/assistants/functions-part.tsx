'use client'

import { ChevronRight, Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { JsonEditor } from '@/components/json/json-editor'
import { IconButton } from '@/components/ui/icon-button'
import { Menu } from '@/components/ui/menu'
import { freshKey, functionNameOf, toJson, type FunctionDraft } from './assistant-draft'
import type { FieldProblem } from './assistant-problems'
import type { FormPart } from './form-part'
import { FormSection } from './form-section'
import { functionSamples } from './function-samples'
import { useProblemText } from './use-problem-text'

const sampleNames = Object.keys(functionSamples) as (keyof typeof functionSamples)[]

/** The functions that the model may call, each as JSON in its own editor. */
export function FunctionsPart({ draft, change, problemOf }: FormPart) {
  const t = useTranslations('assistants.form')
  const [opened, setOpened] = useState<string>()
  const { functions, otherTools } = draft

  function add(sample: keyof typeof functionSamples) {
    const key = freshKey(functions)
    setOpened(key)
    change({ functions: [...functions, { key, source: toJson(functionSamples[sample]) }] })
  }

  return (
    <FormSection
      title={t('functions')}
      hint={t('functions_hint')}
      aside={
        <Menu
          label={t('add_function')}
          className="border border-control bg-surface px-3 font-medium"
          items={sampleNames.map((name) => ({ label: t(`samples.${name}`), onSelect: () => add(name) }))}
        >
          <Plus size={14} aria-hidden />
          {t('add_function')}
        </Menu>
      }
    >
      {functions.length === 0 && <p className="text-muted">{t('no_functions')}</p>}
      {functions.map((fn, index) => (
        <FunctionEditor
          key={fn.key}
          fn={fn}
          startsOpen={fn.key === opened}
          problem={problemOf(`functions.${index}`)}
          onChange={(source) => change({ functions: functions.with(index, { ...fn, source }) })}
          onRemove={() => change({ functions: functions.toSpliced(index, 1) })}
        />
      ))}
      <ServerProblem problem={problemOf('functions')} />
      {otherTools.length > 0 && (
        <p className="text-meta text-muted">
          {t('other_tools', { names: otherTools.map(({ type }) => type).join(', ') })}
        </p>
      )}
    </FormSection>
  )
}

interface FunctionEditorProps {
  readonly fn: FunctionDraft
  readonly startsOpen: boolean
  readonly problem: FieldProblem | undefined
  readonly onChange: (source: string) => void
  readonly onRemove: () => void
}

function FunctionEditor({ fn, startsOpen, problem, onChange, onRemove }: FunctionEditorProps) {
  const t = useTranslations('assistants.form')
  const textOf = useProblemText()
  const [open, setOpen] = useState(startsOpen)
  const name = functionNameOf(fn.source) ?? t('unnamed_function')
  return (
    <div className="relative rounded-field border border-line" data-status={problem ? 'failed' : undefined}>
      <details open={open} className="group" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="touch flex min-h-10 items-center gap-2 rounded-field py-1 pr-12 pl-3 font-mono text-row">
          <ChevronRight size={14} aria-hidden className="shrink-0 text-muted group-open:rotate-90" />
          <span className={`truncate ${problem ? 'text-tone' : ''}`}>{name}</span>
        </summary>
        <div className="px-3 pt-1 pb-2">
          <JsonEditor
            label={t('function_json', { name })}
            hint={t('function_json_hint')}
            root="function"
            value={fn.source}
            onChange={onChange}
            problem={problem?.kind === 'json' ? problem.problem : undefined}
            error={textOf(problem)}
          />
        </div>
      </details>
      <IconButton
        label={t('remove_function', { name })}
        icon={<Trash2 size={14} />}
        onClick={onRemove}
        className="absolute top-1 right-1"
      />
    </div>
  )
}

function ServerProblem({ problem }: { problem: FieldProblem | undefined }) {
  const text = useProblemText()(problem)
  if (!text) return null
  return (
    <p role="alert" data-status="failed" className="font-medium text-tone">
      {text}
    </p>
  )
}
