'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ModelInput } from '@/components/model-input'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import type { CreateRunBody, Run } from '@/lib/protocol/run'
import { runBodyOf } from '@/lib/run/run-body'

interface RunAgainDialogProps {
  readonly run: Run
  readonly busy: boolean
  readonly error: Error | null
  readonly onStart: (body: CreateRunBody) => void
  readonly onClose: () => void
}

/** Asks what is to be otherwise than in a run, and starts it. Props: run, busy, error, onStart, onClose. */
export function RunAgainDialog({ run, busy, error, onStart, onClose }: RunAgainDialogProps) {
  const t = useTranslations('inspector.again')
  const common = useTranslations('common')
  const [model, setModel] = useState(run.model)
  const [instructions, setInstructions] = useState(run.instructions)
  const [isCurrent, setCurrent] = useState(false)

  function start() {
    if (isCurrent) return onStart({ assistant_id: run.assistant_id })
    onStart({ ...runBodyOf(run), model: model.trim() || run.model, instructions })
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('with')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" busy={busy} onClick={start}>
            {t('action')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <label className="touch flex items-center gap-2 text-row">
          <input
            type="checkbox"
            checked={isCurrent}
            onChange={(event) => setCurrent(event.target.checked)}
            className="size-4 accent-ink"
          />
          {t('current')}
        </label>
        <Field label={t('model')}>
          {(control) => (
            <ModelInput {...control} data-autofocus disabled={isCurrent} value={model} onModel={setModel} />
          )}
        </Field>
        <Field label={t('instructions')}>
          {(control) => (
            <Textarea
              {...control}
              rows={4}
              disabled={isCurrent}
              value={instructions}
              onChange={(event) => setInstructions(event.target.value)}
            />
          )}
        </Field>
        <p className="text-meta text-muted">{t('where')}</p>
        {error && <ErrorState compact error={error} />}
      </div>
    </Dialog>
  )
}
