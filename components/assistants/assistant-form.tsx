'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useEffect, useRef, type Ref, type RefObject } from 'react'
import { ShortcutHint } from '@/components/actions/shortcut-hint'
import { useAction } from '@/components/actions/use-action'
import { lateDialog } from '@/components/late/late'
import { LeaveGuard } from '@/components/routing/leave-guard'
import { atFoot } from '@/components/ui/at-foot'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { useMay } from '@/components/ui/permissions'
import type { Assistant } from '@/lib/protocol/assistant'
import { ApiError } from '@/lib/protocol/error'
import { FunctionsPart } from './functions-part'
import { MetadataPart } from './metadata-part'
import { ProblemList } from './problem-list'
import { SettingsPart } from './settings-part'
import { showProblem } from './show-problem'
import { TextsPart } from './texts-part'
import { ToolsPart } from './tools-part'
import type { AssistantFormState } from './use-assistant-form'

const ConflictDialog = lateDialog(() => import('./conflict-dialog').then((file) => file.ConflictDialog))

/** Where what the server said stands that is about no field. */
const NOTICES = 'notices'

interface AssistantFormProps {
  /** null = a new one. */
  readonly assistant: Assistant | null
  readonly form: AssistantFormState
  /** Somebody has deleted it meanwhile. */
  readonly isDeleted: boolean
  /** Covered by the test, where there is no room for both. */
  readonly isHidden: boolean
  readonly onSaved: (assistant: Assistant) => void
}

/** All settings of an assistant, saved together. */
export function AssistantForm({ assistant, form, isDeleted, isHidden, onSaved }: AssistantFormProps) {
  const t = useTranslations('assistants.form')
  const element = useRef<HTMLFormElement>(null)
  const { conflicts } = form
  useShownRefusal(form, { element, isHidden })
  const save = () => form.save(onSaved)
  useAction({ id: 'save', label: t(assistant ? 'save' : 'create'), shortcut: 'save', needs: 'manage', run: save })
  const may = useMay()
  const saveButton = useRef<HTMLButtonElement>(null)
  const discard = () => {
    // The button that was pressed disappears together with the changes.
    saveButton.current?.focus()
    form.discard()
  }

  return (
    <form
      ref={element}
      noValidate
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        if (may('manage') && (form.dirty || assistant === null)) save()
      }}
    >
      <div className="relative min-h-0 flex-1 overflow-y-auto short:overflow-visible">
        <div className="mx-auto w-full max-w-page px-4 wide:px-6">
          <div data-field={NOTICES} tabIndex={-1}>
            <Notices form={form} isDeleted={isDeleted} onDiscard={discard} onSaved={onSaved} />
          </div>
          <div className="@container flex flex-col gap-6 py-5">
            <TextsPart {...form} />
            <SettingsPart {...form} />
            <ToolsPart {...form} />
            <FunctionsPart {...form} assistantId={assistant?.id ?? null} />
            <MetadataPart {...form} />
          </div>
        </div>
      </div>
      <SaveBar
        form={form}
        isNew={assistant === null}
        button={saveButton}
        onDiscard={discard}
        onShow={(field) => showProblem(element.current, field)}
      />
      <Suspense>
        {conflicts.length > 0 && (
          <ConflictDialog
            conflicts={conflicts}
            onClose={form.leaveConflicts}
            onSettle={(asTheirs) => form.settle(asTheirs, onSaved)}
          />
        )}
      </Suspense>
      <UnsavedGuard form={form} />
    </form>
  )
}

interface FormPlace extends Pick<AssistantFormProps, 'isHidden'> {
  readonly element: RefObject<HTMLFormElement | null>
}

/** Each refusal moves the focus once, as soon as the form is visible. */
function useShownRefusal({ refusals, serverError, wrongFields }: AssistantFormState, { element, isHidden }: FormPlace) {
  const first = wrongFields[0] ?? NOTICES
  const shown = useRef<readonly unknown[]>([0, null])
  useEffect(() => {
    if (isHidden || (shown.current[0] === refusals && shown.current[1] === serverError)) return
    shown.current = [refusals, serverError]
    if (refusals > 0 || serverError) showProblem(element.current, first)
  }, [element, refusals, serverError, isHidden, first])
}

function UnsavedGuard({ form }: Pick<AssistantFormProps, 'form'>) {
  const t = useTranslations('assistants.form.leave')
  return (
    <LeaveGuard active={form.dirty} title={t('title')} text={t('text')} action={t('action')} onLeave={form.discard} />
  )
}

interface NoticesProps extends Pick<AssistantFormProps, 'form' | 'isDeleted' | 'onSaved'> {
  readonly onDiscard: () => void
}

/** What the server refused without naming a field, and what others did to the assistant. */
function Notices({ form, isDeleted, onDiscard, onSaved }: NoticesProps) {
  const t = useTranslations('assistants.form')
  const { error, changedElsewhere } = form
  if (isDeleted || (error instanceof ApiError && error.status === 404)) {
    return <Notice isAlert text={t('gone')} action={t('keep_as_new')} onAction={() => form.saveAsNew(onSaved)} />
  }
  return (
    <>
      {error && <ErrorState error={error} compact />}
      {changedElsewhere && <Notice text={t('changed_elsewhere')} action={t('load_theirs')} onAction={onDiscard} />}
    </>
  )
}

interface NoticeProps {
  readonly text: string
  /** Screen readers announce it at once. */
  readonly isAlert?: boolean
  readonly action: string
  readonly onAction: () => void
}

/** What others did to the assistant, and what can be done about it. */
function Notice({ text, isAlert = false, action, onAction }: NoticeProps) {
  return (
    <p
      role={isAlert ? 'alert' : 'status'}
      className="mt-4 flex flex-wrap items-center gap-3 rounded-field bg-sunken px-3 py-2"
    >
      {text}
      <Button onClick={onAction}>{action}</Button>
    </p>
  )
}

interface SaveBarProps {
  readonly form: AssistantFormState
  readonly isNew: boolean
  readonly button: Ref<HTMLButtonElement>
  readonly onDiscard: () => void
  readonly onShow: (field: string) => void
}

function SaveBar({ form, isNew, button, onDiscard, onShow }: SaveBarProps) {
  const t = useTranslations('assistants.form')
  const common = useTranslations('common')
  const { dirty, busy, draft, wrongFields } = form
  const count = wrongFields.length
  const mayNot = !useMay()('manage')
  // Not `disabled`, which would lose the focus after saving.
  const idle = !dirty && !isNew && !busy ? { 'aria-disabled': true } : {}
  return (
    <div
      ref={atFoot}
      className={`mx-auto flex min-h-14 w-full max-w-page shrink-0 flex-wrap items-center justify-end gap-2 border-t
        border-line px-4 py-2 wide:px-6`}
    >
      <div data-status={count > 0 ? 'failed' : undefined} className="mr-auto min-w-0 text-row">
        <p role="status">
          {count > 0 ? (
            <span className="font-medium text-tone">{t('not_saved', { count })}</span>
          ) : (
            <span className="text-muted">{mayNot ? t('may_not') : dirty && t('unsaved')}</span>
          )}
        </p>
        {count > 0 && <ProblemList fields={wrongFields} draft={draft} onShow={onShow} />}
      </div>
      {dirty && !isNew && (
        <Button look="quiet" onClick={onDiscard}>
          {t('discard')}
        </Button>
      )}
      <Button ref={button} needs="manage" look="primary" type="submit" busy={busy} {...idle}>
        {busy ? common('saving') : t(isNew ? 'create' : 'save')}
        <ShortcutHint name="save" />
      </Button>
    </div>
  )
}
