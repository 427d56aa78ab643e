'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { optionsOf } from '@/components/run-options/run-options'
import { RunOptionsForm } from '@/components/run-options/run-options-form'
import { useRunOptions } from '@/components/run-options/use-run-options'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import type { Run } from '@/lib/protocol/run'
import { useRunAgain } from './use-run-again'

interface RunAgainDialogProps {
  readonly run: Run
  readonly onClose: () => void
}

/** Asks what is to be otherwise than in a run, and starts it. Props: run, onClose. */
export function RunAgainDialog({ run, onClose }: RunAgainDialogProps) {
  const t = useTranslations('inspector.again')
  const common = useTranslations('common')
  const [isCurrent, setCurrent] = useState(false)
  const { name, again, start } = useRunAgain(run, { inline: true })
  const { error, variables: sent } = again
  const state = useRunOptions({ name, tools: run.tools, initial: optionsOf(run), error, sent })
  const { options, body, isBroken, isRefused, forget } = state

  function startChanged() {
    if (isCurrent) return start({ assistant_id: run.assistant_id })
    // Left out, no tools and no instructions would be the assistant's.
    const none = { instructions: options.instructions, ...(run.tools.length === 0 && { tools: [] }) }
    start({ assistant_id: run.assistant_id, ...none, ...body })
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('with')}
      wide
      footer={
        <>
          <Button onClick={() => (forget(), onClose())}>{common('cancel')}</Button>
          <Button look="primary" busy={again.isPending} disabled={isBroken && !isCurrent} onClick={startChanged}>
            {t('action')}
          </Button>
        </>
      }
    >
      <div className="@container flex flex-col gap-3">
        <Checkbox label={t('current')} data-autofocus checked={isCurrent} onCheck={setCurrent} className="text-row" />
        <RunOptionsForm {...state} disabled={isCurrent} />
        <p className="text-meta text-muted">{t('where')}</p>
        {error && !isRefused && <ErrorState compact error={error} />}
      </div>
    </Dialog>
  )
}
