'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useId, useState } from 'react'
import { lateDialog } from '@/components/late/late'
import { ErrorState } from '@/components/ui/error-state'
import type { Imported } from '@/components/responders/import-dialog'
import { ImportDialog } from '@/components/responders/late-import'
import { Button } from '@/components/ui/button'
import { Plus } from '@/components/ui/icons'
import type { FunctionDefinition } from '@/lib/protocol/tool'
import { freshKey, freshName, functionNameOf, toJson } from './function-draft'
import type { FormPart } from './form-part'
import { FormSection } from './form-section'
import { FunctionEditor } from './function-editor'
import { withImported } from './import-functions'
import { ProblemLine } from './problem-line'
import { RemovedLine } from './removed-line'
import { modeIn, withResponder } from './responder-drafts'
import { useRemovals } from './use-removals'

const FunctionGallery = lateDialog(() => import('./function-gallery').then((file) => file.FunctionGallery), {
  ahead: true,
})

interface FunctionsPartProps extends FormPart {
  /** Null for a new one. */
  readonly assistantId: string | null
  /** Why it is not known what answers the functions. */
  readonly unanswered: { readonly error: Error; readonly onRetry: () => void } | undefined
}

/** The functions that the model may call, each in its own editor, with what answers it. */
export function FunctionsPart({ assistantId, draft, change, problemOf, unanswered }: FunctionsPartProps) {
  const t = useTranslations('assistants.form')
  const [dialog, setDialog] = useState<'gallery' | 'import'>()
  const { added, add, addImported } = useAdding({ draft, change, onAdded: () => setDialog(undefined) })
  const { functions, responders } = draft
  const removals = useRemovals(functions, (changed) => change({ functions: changed }))
  // Discarding brings back what was removed.
  const removed = functions.some(({ key }) => key === removals.last?.key) ? undefined : removals.last

  const answersOf = (key: string) =>
    responders && {
      key,
      assistant: assistantId,
      source: responders.find((each) => each.key === key)?.source,
      problem: problemOf(`responders.${key}`),
      onSource: (source: string | undefined) => change({ responders: withResponder(responders, key, source) }),
    }

  return (
    <FormSection
      title={t('functions')}
      hint={t('functions_hint')}
      aside={<AddButtons canImport={responders !== null} onDialog={setDialog} />}
    >
      {dialog === 'gallery' && (
        <Suspense>
          <FunctionGallery onChoose={add} onClose={() => setDialog(undefined)} />
        </Suspense>
      )}
      {dialog === 'import' && (
        <Suspense>
          <ImportDialog onImport={addImported} onClose={() => setDialog(undefined)} />
        </Suspense>
      )}
      {functions.length === 0 && <p className="text-muted">{t('no_functions')}</p>}
      {functions.map((fn, index) => (
        <div key={fn.key} data-field={`functions.${index}`}>
          <FunctionEditor
            source={fn.source}
            isNew={fn.key === added}
            problem={problemOf(`functions.${index}`)}
            answers={answersOf(fn.key)}
            onChange={(source) => change({ functions: functions.with(index, { ...fn, source }) })}
            onRemove={() => removals.remove(index)}
          />
        </div>
      ))}
      <RemovedLine
        kind="function"
        name={removed && (functionNameOf(removed.source) ?? t('unnamed_function'))}
        onUndo={removals.undo}
      />
      <div data-field="functions" tabIndex={-1}>
        <ProblemLine problem={problemOf('functions')} />
      </div>
      {unanswered && <Unanswered {...unanswered} />}
      <ForAllRuns draft={draft} change={change} />
    </FormSection>
  )
}

interface AddButtonsProps {
  /** Rules come with what is imported, so it has to be known which there are. */
  readonly canImport: boolean
  readonly onDialog: (dialog: 'gallery' | 'import') => void
}

function AddButtons({ canImport, onDialog }: AddButtonsProps) {
  const t = useTranslations('assistants.form')
  return (
    <span className="flex flex-wrap gap-2">
      <Button aria-haspopup="dialog" disabled={!canImport} onClick={() => onDialog('import')}>
        {t('import')}
      </Button>
      <Button aria-haspopup="dialog" data-add="function" onClick={() => onDialog('gallery')}>
        <Plus size={14} aria-hidden />
        {t('add_function')}
      </Button>
    </span>
  )
}

interface Adding extends Pick<FormPart, 'draft' | 'change'> {
  readonly onAdded: () => void
}

/** Puts functions on the draft; `added` is the key of the last that was made by hand. */
function useAdding({ draft: { functions, responders }, change, onAdded }: Adding) {
  const [added, setAdded] = useState<string>()

  function add(definition: FunctionDefinition) {
    const key = freshKey(functions)
    const source = toJson({ ...definition, name: freshName(definition.name, functions) })
    onAdded()
    setAdded(key)
    change({ functions: [...functions, { key, source }] })
  }
  function addImported(imported: readonly Imported[]) {
    onAdded()
    change(withImported({ functions, responders }, imported))
  }

  return { added, add, addImported }
}

function Unanswered({ error, onRetry }: NonNullable<FunctionsPartProps['unanswered']>) {
  const t = useTranslations('assistants.form')
  return (
    <div>
      <p className="text-row">{t('answers_unknown')}</p>
      <ErrorState compact error={error} onRetry={onRetry} />
    </div>
  )
}

/** Whether rules answer runs of SDKs, too: of no use while there are none. */
function ForAllRuns({ draft: { responders, forAllRuns }, change }: Pick<FormPart, 'draft' | 'change'>) {
  const t = useTranslations('assistants.form')
  const hintId = useId()
  if (!forAllRuns && !responders?.some(({ source }) => modeIn(source) !== 'never')) return null
  return (
    <label className="touch flex items-start gap-2.5">
      <input
        type="checkbox"
        role="switch"
        checked={forAllRuns ?? false}
        aria-describedby={hintId}
        onChange={() => change({ forAllRuns: !forAllRuns })}
        className="mt-0.5 size-4 shrink-0 accent-ink"
      />
      <span className="flex min-w-0 flex-col">
        <span className="text-row font-medium">{t('for_all_runs')}</span>
        <span id={hintId} className="text-meta text-muted">
          {t('for_all_runs_hint')}
        </span>
      </span>
    </label>
  )
}
