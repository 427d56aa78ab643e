'use client'

import { memo } from 'react'
import type { Run } from '@/lib/protocol/run'
import { pendingCalls } from '@/lib/run/tool-calls'
import { OutputsForm } from './outputs-form'

/**
 * The calls a run stands still for, to be answered; nothing while it waits for nothing. There may be hundreds: they are
 * not drawn anew with each tick of the page's clock. Props: run.
 */
export const ToolOutputs = memo(function ToolOutputs({ run }: { run: Run }) {
  const [first] = pendingCalls(run)
  if (!first) return null
  // Each round of calls has its own drafts: a run can stop again for others. Not loaded later than the page: a tick of
  // its clock meanwhile would make React throw the server's form away, with what was typed into it.
  return <OutputsForm key={first.id} run={run} />
})
