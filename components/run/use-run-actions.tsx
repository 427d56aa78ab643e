'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useMemo } from 'react'
import { useAction } from '@/components/actions/use-action'
import { ShareButton } from '@/components/capsule/share-button'
import { useApi } from '@/components/connection/connection-context'
import { plainName } from '@/components/names/plain-name'
import { RatingButtons } from '@/components/ratings/rating-buttons'
import type { RunActions } from '@/components/report/report-context'
import { ReplayLink } from '@/components/replay-page/replay-link'
import { assistantPath, threadPath, threadsPath } from '@/components/routing/paths'
import { usePresent } from '@/components/routing/use-present'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import type { RunSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { CancelButton } from './cancel-button'
import { CompareButton } from './compare-button'
import { ChangesButton } from './changes-button'
import { MakeResponders } from './make-responders'
import { RunAgain } from './run-again'
import { RunLabelsButton } from './run-labels-button'
import { RunNeighbours } from './run-neighbours'
import { ToolOutputs } from './tool-outputs'
import { NextStepButton } from './late-next-step'

interface RunActionsInput {
  readonly run: Run
  readonly summary: RunSummary | undefined
  readonly threadName: string
  /** Its backend has the thread no more: nothing can be begun or ended on it. */
  readonly isGone: boolean
}

const wayClass = 'touch inline-flex items-center underline decoration-control underline-offset-2 hover:decoration-ink'

/** What can be done with a run on its page, and the ways from there. Drawn anew only when the run has changed. */
export function useRunActions({ run, summary, threadName, isGone }: RunActionsInput): RunActions {
  const t = useTranslations('inspector.facts')
  const shell = useTranslations('shell')
  const { connection } = useApi()
  const present = usePresent()
  const shortcut = useTranslations('shortcuts.name')
  useAction({ id: 'present', label: shortcut('present'), shortcut: 'present', run: () => present(true) })
  return useMemo(() => {
    const thread = threadPath(connection, run.thread_id)
    const trail = [
      { href: threadsPath(connection), label: shell('threads') },
      { href: thread, label: threadName },
    ]
    return {
      trail: <Breadcrumbs trail={trail} />,
      tools: (
        <>
          {summary && <RatingButtons summary={summary} />}
          {summary && <RunLabelsButton summary={summary} />}
          <CompareButton run={run} />
          <ShareButton subject={{ threadId: run.thread_id, runId: run.id }} />
          <RunNeighbours run={run} />
          <ReplayLink thread={run.thread_id} run={run.id} />
          {!isGone && (
            <>
              <MakeResponders run={run} />
              <RunAgain run={run} />
              <CancelButton run={run} />
            </>
          )}
        </>
      ),
      next: (step) => <NextStepButton step={step} run={run} />,
      outputs: isGone ? null : <ToolOutputs run={run} />,
      thread: (
        <Link prefetch={false} href={thread} className={wayClass}>
          {threadName}
        </Link>
      ),
      assistant: (
        <Link prefetch={false} href={assistantPath(connection, run.assistant_id)} className={wayClass}>
          {plainName(summary?.assistant_name ?? t('assistant'))}
        </Link>
      ),
      changes: <ChangesButton run={run} />,
    }
  }, [connection, run, summary, threadName, isGone, shell, t])
}
