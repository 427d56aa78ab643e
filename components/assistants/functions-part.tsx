'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { lateDialog } from '@/components/late/late'
import { Button } from '@/components/ui/button'
import { Plus } from '@/components/ui/icons'
import type { FunctionDefinition } from '@/lib/protocol/tool'
import { freshKey, freshName, functionNameOf, toJson } from './assistant-draft'
import type { FormPart } from './form-part'
import { FormSection } from './form-section'
import { FunctionEditor } from './function-editor'
import { ProblemLine } from './problem-line'
import { RemovedLine } from './removed-line'
import { useRemovals } from './use-removals'

const FunctionGallery = lateDialog(() => import('./function-gallery').then((file) => file.FunctionGallery), {
  ahead: true,
})

/** The functions that the model may call, each in its own editor. */
export function FunctionsPart({ draft, change, problemOf }: FormPart) {
  const t = useTranslations('assistants.form')
  const [isChoosing, setChoosing] = useState(false)
  const [added, setAdded] = useState<string>()
  const { functions } = draft
  const removals = useRemovals(functions, (changed) => change({ functions: changed }))
  // Discarding brings back what was removed.
  const removed = functions.some(({ key }) => key === removals.last?.key) ? undefined : removals.last

  function add(definition: FunctionDefinition) {
    const key = freshKey(functions)
    const source = toJson({ ...definition, name: freshName(definition.name, functions) })
    setChoosing(false)
    setAdded(key)
    change({ functions: [...functions, { key, source }] })
  }

  return (
    <FormSection
      title={t('functions')}
      hint={t('functions_hint')}
      aside={
        <Button aria-haspopup="dialog" data-add="function" onClick={() => setChoosing(true)}>
          <Plus size={14} aria-hidden />
          {t('add_function')}
        </Button>
      }
    >
      {isChoosing && (
        <Suspense>
          <FunctionGallery onChoose={add} onClose={() => setChoosing(false)} />
        </Suspense>
      )}
      {functions.length === 0 && <p className="text-muted">{t('no_functions')}</p>}
      {functions.map((fn, index) => (
        <FunctionEditor
          key={fn.key}
          source={fn.source}
          isNew={fn.key === added}
          problem={problemOf(`functions.${index}`)}
          onChange={(source) => change({ functions: functions.with(index, { ...fn, source }) })}
          onRemove={() => removals.remove(index)}
        />
      ))}
      <RemovedLine
        kind="function"
        name={removed && (functionNameOf(removed.source) ?? t('unnamed_function'))}
        onUndo={removals.undo}
      />
      <ProblemLine problem={problemOf('functions')} />
    </FormSection>
  )
}
