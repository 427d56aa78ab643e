'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useLayoutEffect, useRef, useState } from 'react'
import { removeKeepingFocus } from '@/components/focus/keep-focus'
import { late } from '@/components/late/late'
import { AnsweredBy } from '@/components/responders/late-answered-by'
import { Chip } from '@/components/ui/chip'
import { IconButton } from '@/components/ui/icon-button'
import { ChevronRight, Trash2 } from '@/components/ui/icons'
import type { FieldProblem } from './assistant-problems'
import { functionNameOf, parametersOf } from './function-draft'
import { modeIn } from './responder-drafts'
import { useDebouncedWhenLong } from './use-debounced-when-long'
import { useProblemText } from './use-problem-text'

const FunctionBody = late(() => import('./function-body').then((file) => file.FunctionBody))

interface Answers {
  /** Of the function, in the draft. */
  readonly key: string
  /** Null while there is none yet. */
  readonly assistant: string | null
  /** JSON of mode and rules; undefined where a person answers. */
  readonly source: string | undefined
  readonly problem: FieldProblem | undefined
  readonly onSource: (source: string | undefined) => void
}

interface FunctionEditorProps {
  readonly source: string
  /** Just added: it is open, and its name gets the focus. */
  readonly isNew: boolean
  readonly problem: FieldProblem | undefined
  /** Null while it is not known what answers it. */
  readonly answers: Answers | null
  readonly onChange: (source: string) => void
  readonly onRemove: () => void
}

/** A function, folded to its name. Its content is mounted when it is first opened, and stays. */
export function FunctionEditor(props: FunctionEditorProps) {
  const { source, isNew, answers, onChange, onRemove } = props
  const t = useTranslations('assistants.form')
  const problem = props.problem ?? answers?.problem
  const [open, setOpen] = useState(isNew)
  const [wasOpen, setWasOpen] = useState(isNew)
  const summary = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    // Until its form is loaded, or if it has none: the element that had the focus is gone.
    if (isNew) summary.current?.focus()
  }, [isNew])
  const name = functionNameOf(useDebouncedWhenLong(source, source.length)) ?? t('unnamed_function')
  return (
    <div
      data-field={answers && `responders.${answers.key}`}
      className="relative rounded-field border border-line"
      data-status={problem ? 'failed' : undefined}
    >
      <details
        open={open}
        className="group"
        onToggle={({ currentTarget }) => {
          setOpen(currentTarget.open)
          if (currentTarget.open) setWasOpen(true)
        }}
      >
        <summary
          ref={summary}
          data-invalid={problem ? '' : undefined}
          className="touch flex min-h-10 items-center gap-2 rounded-field py-1 pr-12 pl-3 font-mono text-row"
        >
          <ChevronRight size={14} aria-hidden className="shrink-0 text-muted group-open:rotate-90" />
          <span className={`truncate ${problem ? 'text-tone' : ''}`}>{name}</span>
          <ModeChip source={answers?.source} />
        </summary>
        <div className="px-3 pt-1 pb-3">
          <Suspense fallback={<div className="h-60" />}>
            {(wasOpen || problem) && (
              <FunctionBody name={name} source={source} isNew={isNew} problem={props.problem} onChange={onChange} />
            )}
            {(wasOpen || problem) && answers && <Answered name={name} source={source} answers={answers} />}
          </Suspense>
        </div>
      </details>
      <IconButton
        label={t('remove_function', { name })}
        icon={<Trash2 size={14} />}
        data-remove="function"
        onClick={({ currentTarget }) => removeKeepingFocus(currentTarget, onRemove)}
        className="absolute top-1 right-1 pointer-coarse:top-0 pointer-coarse:right-0"
      />
    </div>
  )
}

/** What answers the function, in its own part below. */
function Answered({ name, source, answers }: { name: string; source: string; answers: Answers }) {
  const textOf = useProblemText()
  const { problem, assistant, source: rules, onSource } = answers
  return (
    <AnsweredBy
      {...{ assistant, source: rules, onSource }}
      name={name}
      parameters={parametersOf(source)}
      problem={problem?.kind === 'json' ? problem.problem : undefined}
      error={textOf(problem)}
      wrongRule={problem?.kind === 'server' ? problem.rule : undefined}
    />
  )
}

/** Says of a folded function that rules answer it. */
function ModeChip({ source }: { source: string | undefined }) {
  const t = useTranslations('assistants.form')
  const mode = modeIn(source)
  if (mode === 'never') return null
  return (
    <span className="shrink-0 font-sans">
      <Chip>{t(mode === 'ask' ? 'ask_first' : 'by_rule')}</Chip>
    </span>
  )
}
