'use client'

import { lazy, Suspense } from 'react'
import type { Run } from '@/lib/protocol/run'
import { pendingCalls } from '@/lib/run/tool-calls'

const OutputsForm = lazy(() => import('./outputs-form').then((file) => ({ default: file.OutputsForm })))

/** The calls a run stands still for, to be answered; nothing while it waits for nothing. Props: run. */
export function ToolOutputs({ run }: { run: Run }) {
  const [first] = pendingCalls(run)
  if (!first) return null
  // Each round of calls has its own drafts: a run can stop again for others.
  return (
    <Suspense>
      <OutputsForm key={first.id} run={run} />
    </Suspense>
  )
}
