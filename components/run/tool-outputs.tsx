'use client'

import { memo, Suspense, useState } from 'react'
import { lateOrAtFirst } from '@/components/late/late'
import { useMay } from '@/components/ui/permissions'
import { useHydrated } from '@/components/ui/use-now'
import type { Run } from '@/lib/protocol/run'
import { pendingCalls } from '@/lib/run/tool-calls'

// Few runs stand still for calls, and a page of any other has no use for the form.
const { Part: OutputsForm, useAtFirst } = lateOrAtFirst(() => import('./outputs-form').then((file) => file.OutputsForm))

const isWaiting = (run: Run | null | undefined) => Boolean(run && pendingCalls(run).length > 0)

/**
 * For what shows a run's `ToolOutputs`: where the run waits at first sight, that waits for the form. A tick of the
 * page's clock before the form is there would make React throw the server's away, with what was typed into it.
 */
export const useToolOutputs = (run: Run | null | undefined) => useAtFirst(isWaiting(run))

/**
 * The calls a run stands still for, for who may answer them; nothing while there is none. There may be hundreds: they
 * are not drawn anew with each tick of the page's clock.
 */
export const ToolOutputs = memo(function ToolOutputs({ run }: { run: Run }) {
  const [first] = pendingCalls(run)
  const isPermitted = useMay()('run')
  const isHydrated = useHydrated()
  const [isDrawn] = useState(!isHydrated && first !== undefined)
  if (!first || !isPermitted) return null
  // Each round of calls has its own drafts: a run can stop again for others.
  const form = <OutputsForm key={first.id} run={run} />
  // Of what the server drew a Suspense could be sent as its fallback first, and the form is here already.
  return isDrawn ? form : <Suspense>{form}</Suspense>
})
