'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { optionsOf } from '@/components/run-options/run-options'
import { RunOptionsForm } from '@/components/run-options/run-options-form'
import { useFirstProblem } from '@/components/run-options/use-problem-text'
import { useRunOptions } from '@/components/run-options/use-run-options'
import { Checkbox } from '@/components/ui/checkbox'
import { ErrorState } from '@/components/ui/error-state'
import { FormDialog } from '@/components/ui/form-dialog'
import type { Run } from '@/lib/protocol/run'
import { EditedMessage } from './edited-message'
import { useRunFork } from './use-run-fork'

interface RunAgainDialogProps {
  readonly run: Run
  readonly onClose: () => void
}

/**
 * Asks what is to be otherwise than in a run, and starts it on a copy of its thread; then both are compared.
 * Props: run, onClose.
 */
export function RunAgainDialog({ run, onClose }: RunAgainDialogProps) {
  const t = useTranslations('inspector.again')
  const [isCurrent, setCurrent] = useState(false)
  const asks = useTranslations('comparison.again')
  const { name, edit, change, fork, start, forgetEdit } = useRunFork(run)
  const { error, variables: sent } = fork
  const state = useRunOptions({ name, tools: run.tools, initial: optionsOf(run), error, sent: sent?.body })
  const isEmpty = edit !== undefined && edit.text.trim() === ''
  const { options, body, isRefused, forget } = state
  const problem = useFirstProblem(state)

  function startChanged() {
    if (isCurrent) return start({ assistant_id: run.assistant_id })
    // Left out, no tools and no instructions would be the assistant's.
    const none = { instructions: options.instructions, ...(run.tools.length === 0 && { tools: [] }) }
    start({ assistant_id: run.assistant_id, ...none, ...body })
  }

  return (
    <FormDialog
      title={t('with')}
      action={t('action')}
      wide
      busy={fork.isPending}
      problem={isEmpty ? asks('empty') : isCurrent ? undefined : problem}
      onSubmit={startChanged}
      onCancel={() => (forget(), forgetEdit(), onClose())}
      onClose={onClose}
    >
      <div className="@container flex flex-col gap-3">
        <EditedMessage run={run} edit={edit} isEmpty={isEmpty} onEdit={change} />
        <Checkbox label={t('current')} checked={isCurrent} onCheck={setCurrent} className="text-row" />
        <RunOptionsForm {...state} disabled={isCurrent} />
        <p className="text-meta text-muted">{asks('where')}</p>
        {error && !isRefused && <ErrorState compact error={error} />}
      </div>
    </FormDialog>
  )
}
