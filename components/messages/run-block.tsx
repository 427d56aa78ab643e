'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { memo, Suspense, useCallback, useMemo, useRef } from 'react'
import { useApi, useConnection } from '@/components/connection/connection-context'
import { useAwaySince } from '@/components/connection/away'
import { RunStatusChip } from '@/components/connection/run-status-chip'
import { RunParts, type Note, type NoteProps } from '@/components/conversation/run-parts'
import { late, lateSilently } from '@/components/late/late'
import { runPath } from '@/components/routing/paths'
import { LateEndFindings } from '@/components/report/late-findings'
import { Spine } from '@/components/report/spine'
import { NextStepButton } from '@/components/run/late-next-step'
import { ToolOutputs } from '@/components/run/tool-outputs'
import { useNear } from '@/components/scrolling/use-near'
import { DurationText } from '@/components/ui/duration-text'
import { useMay } from '@/components/ui/permissions'
import { notesQuery, stepsQuery } from '@/lib/client/run-queries'
import type { Message } from '@/lib/protocol/message'
import type { ListedNote, RunSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { declinedFates } from '@/lib/run/call-responder'
import type { RunView } from '@/lib/run/fold'
import { lastSeenOf } from '@/lib/run/last-seen'
import { isTerminal } from '@/lib/run/machine'
import { hasCost, notesAhead } from '@/lib/run/step-notes'
import type { NextStep } from '@/lib/inspector/findings/finding'
import { pendingCalls } from '@/lib/run/tool-calls'
import { allById } from '@/lib/run/by-id'
import { MessageItem } from './message-item'
import { runTimesOf } from './run-times'

const RunCost = lateSilently(() => import('@/components/report/run-cost').then((file) => file.RunCost))
const CostText = lateSilently(() => import('@/components/ui/cost-text').then((file) => file.CostText))
const ReasoningOfNote = late(() => import('./reasoning-of-note').then((file) => file.ReasoningOfNote))

interface RunBlockProps {
  readonly run: Run
  readonly messages: readonly Message[]
  readonly summary: RunSummary | undefined
  readonly view: RunView | undefined
}

/** All that one run did, along its spine: a line in the colour and pattern of its state. */
export const RunBlock = memo(function RunBlock({ run, messages, summary, view }: RunBlockProps) {
  const element = useRef<HTMLDivElement>(null)
  const { steps, notes, ahead, fates } = useSteps({ run, view, summary, isNear: useNear(element) })
  const { kind } = useConnection().info
  const backend = kind === 'embedded' ? 'here' : 'elsewhere'
  const next = useCallback((step: NextStep) => <NextStepButton step={step} run={run} />, [run])
  const isPermitted = useMay()('run')
  const asked = useMemo(() => new Set(isPermitted ? pendingCalls(run).map(({ id }) => id) : []), [run, isPermitted])
  return (
    <div ref={element} data-tour="run" className="relative flex min-w-0 flex-col gap-3 pl-5">
      <Spine status={run.status} />
      <RunParts
        {...{ run, steps, messages, notes, ahead, fates, Thoughts }}
        // Those that are still to be answered have their own cards, for who may answer.
        elsewhere={asked}
        Message={MessageItem}
      />
      <LateEndFindings run={run} steps={steps} view={view} backend={backend} next={next} />
      <ToolOutputs run={run} />
      <RunFoot run={run} summary={summary} view={view} />
    </div>
  )
}, isSame)

/** The list of a run's messages is made anew whenever anything in the thread changes. */
function isSame(before: RunBlockProps, after: RunBlockProps): boolean {
  const { messages } = after
  return (
    before.run === after.run &&
    before.summary === after.summary &&
    before.view === after.view &&
    before.messages.length === messages.length &&
    before.messages.every((message, index) => message === messages[index])
  )
}

function Thoughts({ run, note, isLive }: NoteProps) {
  return (
    note.reasoning && (
      <Suspense>
        <ReasoningOfNote run={run.id} note={note} isLive={isLive} />
      </Suspense>
    )
  )
}

const noSteps: RunView['steps'] = []
const noNotes: readonly ListedNote[] = []

/** A run's steps as they were seen; of runs nobody watched they are fetched when the reader comes near. */
function useSteps({ run, view, summary, isNear }: Omit<RunBlockProps, 'messages'> & { readonly isNear: boolean }) {
  const api = useApi()
  const seen = view && (!isTerminal(run.status) || (view.run && isTerminal(view.run.status))) ? view : undefined
  const isUnseen = isNear && seen === undefined
  const hasNotes = summary?.has_notes ?? false
  const fetched = useQuery({
    ...stepsQuery(api, { thread: run.thread_id, run: run.id }),
    enabled: isUnseen && (run.tools.length > 0 || hasNotes),
  })
  const listed = useQuery({ ...notesQuery(api, run.id), enabled: isUnseen && hasNotes })
  return useMemo(() => {
    const notes = seen ? allById(seen.notes) : (listed.data?.data ?? noNotes)
    const steps = seen?.steps ?? fetched.data?.data ?? noSteps
    const areAll = seen !== undefined || fetched.data?.has_more === false
    return {
      steps,
      notes: new Map<string | null, Note>(notes.map((note) => [note.id, note])),
      ahead: areAll ? notesAhead(steps, notes) : noNotes,
      fates: seen?.responders ?? declinedFates(summary?.declined_calls),
    }
  }, [seen, fetched.data, listed.data, summary?.declined_calls])
}

function RunFoot({ run, summary, view }: Pick<RunBlockProps, 'run' | 'summary' | 'view'>) {
  const t = useTranslations('inspector')
  const { connection } = useApi()
  const times = summary && runTimesOf(summary, view)
  const isOver = isTerminal(run.status)
  const awaySinceMs = useAwaySince()
  const isUnknown = !isOver && awaySinceMs !== null
  return (
    <footer className="flex flex-wrap items-center gap-x-3 gap-y-1 text-meta text-muted">
      <RunStatusChip status={run.status} muted={isOver} seenMs={view && lastSeenOf(view)} />
      {times && <DurationText fromMs={times.fromMs} toMs={times.toMs ?? awaySinceMs} />}
      {view
        ? hasCost(view) && (
            <Suspense>
              <RunCost view={view} />
            </Suspense>
          )
        : summary?.cost && (
            <Suspense>
              <CostText cost={summary.cost} />
            </Suspense>
          )}
      {isUnknown && <span>{t('waits.away')}</span>}
      {!isUnknown && (run.status === 'queued' || run.status === 'cancelling') && (
        <span>{t(`waits.${run.status}`)}</span>
      )}
      <Link
        data-takes-focus
        data-inspect
        href={runPath(connection, run)}
        prefetch={false}
        aria-label={t('runs.inspect_run', { id: run.id })}
        className="touch inline-flex items-center underline decoration-control underline-offset-2 hover:text-ink"
      >
        {t('runs.inspect')}
      </Link>
    </footer>
  )
}
