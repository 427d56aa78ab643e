'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useRef } from 'react'
import { LeaveGuard } from '@/components/leave-guard'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Shortcut } from '@/components/ui/shortcut'
import { Textarea } from '@/components/ui/textarea'
import type { Assistant } from '@/lib/protocol/assistant'
import { limits } from './assistant-problems'
import type { FormPart } from './form-part'
import { FunctionsPart } from './functions-part'
import { MetadataPart } from './metadata-part'
import { SettingsPart } from './settings-part'
import { useAssistantForm } from './use-assistant-form'
import { useProblemText } from './use-problem-text'

interface AssistantFormProps {
  /** null = a new one. */
  readonly assistant: Assistant | null
  readonly onSaved: (assistant: Assistant) => void
}

/** All settings of an assistant, saved together; ⌘S or Ctrl S saves. */
export function AssistantForm({ assistant, onSaved }: AssistantFormProps) {
  const t = useTranslations('assistants.form')
  const form = useAssistantForm(assistant)
  const element = useRef<HTMLFormElement>(null)
  const { refusals, serverError } = form
  const save = () => form.save(onSaved)
  useSaveShortcut(save)
  useEffect(() => {
    if (refusals > 0 || serverError) showFirstInvalid(element.current)
  }, [refusals, serverError])

  return (
    <form
      ref={element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      {form.error && <ErrorState error={form.error} compact />}
      {form.changedElsewhere && (
        <p role="status" className="mb-4 flex flex-wrap items-center gap-3 rounded-field bg-sunken px-3 py-2">
          {t('changed_elsewhere')}
          <Button onClick={form.discard}>{t('load_theirs')}</Button>
        </p>
      )}
      <div className="grid grid-cols-1 gap-x-10 gap-y-6 wide:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <TextsPart {...form} />
          <FunctionsPart {...form} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <SettingsPart {...form} />
          <MetadataPart {...form} />
        </div>
      </div>
      <SaveBar form={form} isNew={assistant === null} />
      <LeaveGuard active={form.dirty} title={t('leave.title')} text={t('leave.text')} action={t('leave.action')} />
    </form>
  )
}

function SaveBar({ form, isNew }: { form: ReturnType<typeof useAssistantForm>; isNew: boolean }) {
  const t = useTranslations('assistants.form')
  const common = useTranslations('common')
  const { dirty, busy, problemCount } = form
  return (
    <div
      className={`sticky bottom-(--shell-bottom) z-10 mt-6 flex min-h-14 flex-wrap items-center justify-end gap-2 border-t
        border-line bg-paper py-2`}
    >
      <p role="status" data-status={problemCount > 0 ? 'failed' : undefined} className="mr-auto text-row">
        {problemCount > 0 ? (
          <span className="font-medium text-tone">{t('not_saved', { count: problemCount })}</span>
        ) : (
          <span className="text-muted">{dirty && t('unsaved')}</span>
        )}
      </p>
      {dirty && !isNew && (
        <Button look="quiet" onClick={form.discard}>
          {t('discard')}
        </Button>
      )}
      <Button look="primary" type="submit" busy={busy} disabled={!dirty && !isNew}>
        {busy ? common('saving') : t(isNew ? 'create' : 'save')}
        <Shortcut keyName="S" />
      </Button>
    </div>
  )
}

function TextsPart({ draft, change, problemOf }: FormPart) {
  const t = useTranslations('assistants.form')
  const textOf = useProblemText()
  return (
    <>
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
            className="min-h-40 text-prose"
          />
        )}
      </Field>
    </>
  )
}

/** How long the instructions are, once they come near their limit. */
function Counter({ length }: { length: number }) {
  if (length < limits.instructions * 0.8) return null
  return (
    <span className="text-meta text-muted tabular-nums">
      {length} / {limits.instructions}
    </span>
  )
}

function useSaveShortcut(save: () => void) {
  const onSave = useEffectEvent(save)
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 's' || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey) return
      event.preventDefault()
      onSave()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

/** Leads to what keeps the form from being saved, also inside a folded part. */
function showFirstInvalid(form: HTMLElement | null) {
  const invalid = form?.querySelector<HTMLElement>('[aria-invalid=true]')
  const folded = invalid?.closest('details')
  if (folded) folded.open = true
  invalid?.focus()
}
