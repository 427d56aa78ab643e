'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Suspense, useState } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { lateDialog } from '@/components/late/late'
import { assistantPath, connectionPath, modelsPath, runsPath } from '@/components/routing/paths'
import { Button, buttonClass } from '@/components/ui/button'
import type { NextStep } from '@/lib/inspector/findings/finding'
import type { Run } from '@/lib/protocol/run'
import { focusOutputs } from './focus-outputs'
import { useRunAgain } from './use-run-again'

const CancelRunsDialog = lateDialog(() => import('@/components/runs/run-parts').then((file) => file.CancelRunsDialog))
const RunAgainDialog = lateDialog(() => import('./run-again-dialog').then((file) => file.RunAgainDialog))

interface NextStepProps<Step extends NextStep = NextStep> {
  readonly step: Step
  readonly run: Run
}

/** Takes the step that a finding advises, or leads to where it is taken. Props: step, run. */
export function NextStepButton({ step, run }: NextStepProps) {
  switch (step) {
    case 'answer':
    case 'decide':
      return <Answer step={step} run={run} />
    case 'cancel':
    case 'again_with':
      return <Ask step={step} run={run} />
    case 'again':
      return <Again step={step} run={run} />
    default:
      return <Way step={step} run={run} />
  }
}

const useLabel = (step: NextStep) => useTranslations('findings.step')(step)

const Answer = ({ step, run }: NextStepProps) => (
  <Button needs="run" onClick={() => focusOutputs(run.id)}>
    {useLabel(step)}
  </Button>
)

function Again({ step, run }: NextStepProps) {
  const { again, startSame } = useRunAgain(run)
  return (
    <Button needs="run" busy={again.isPending} onClick={startSame}>
      {useLabel(step)}
    </Button>
  )
}

const dialogs = {
  cancel: ({ run, onClose }: DialogProps) => <CancelRunsDialog runs={[run]} onClose={onClose} />,
  again_with: RunAgainDialog,
} as const

interface DialogProps {
  readonly run: Run
  readonly onClose: () => void
}

function Ask({ step, run }: NextStepProps<keyof typeof dialogs>) {
  const [isAsking, setAsking] = useState(false)
  const Dialog = dialogs[step]
  return (
    <>
      <Button needs="run" look={step === 'cancel' ? 'danger' : 'secondary'} onClick={() => setAsking(true)}>
        {useLabel(step)}
      </Button>
      {isAsking && (
        <Suspense>
          <Dialog run={run} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  )
}

type PlaceStep = Exclude<NextStep, 'answer' | 'decide' | 'again' | keyof typeof dialogs>

const placeOf = {
  model: (connection, run) => assistantPath(connection, run.assistant_id, { field: 'model' }),
  assistant: (connection, run) => assistantPath(connection, run.assistant_id),
  models: () => modelsPath,
  connection: connectionPath,
  queue: (connection) => `${runsPath(connection)}?status=queued,in_progress`,
} as const satisfies Record<PlaceStep, (connection: string, run: Run) => string>

function Way({ step, run }: NextStepProps<PlaceStep>) {
  const { connection } = useApi()
  return (
    <Link prefetch={false} href={placeOf[step](connection, run)} className={buttonClass()}>
      {useLabel(step)}
    </Link>
  )
}
