'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { JsonBlock } from '@/components/json/json-block'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import type { RunView } from '@/lib/run/fold'
import { messageTextOf } from '@/lib/run/message-text'
import { messagesBefore } from '@/lib/run/messages-before'
import { replacedSteps } from '@/lib/run/replaced-steps'
import type { Selection } from '@/lib/inspector/selection'
import { useSurroundings } from './report-context'
import { RunOfCalls } from './run-of-calls'
import { ToolCallInput } from './tool-call-io'

/** Longer histories are cut here: the page of the thread has them whole. */
const MAX_MESSAGES = 20
/** More does not stand on the lines that each of them has. */
const MAX_MESSAGE_LENGTH = 4_000

/** What went in: for a run or a step what its model was given, for a call its arguments. */
export function DetailInput({ view, selection }: { view: RunView; selection: Selection }) {
  if (selection.type === 'call') {
    return (
      <RunOfCalls value={view}>
        <ToolCallInput call={selection.call} isGrowing={isGrowing(selection)} />
      </RunOfCalls>
    )
  }
  const step = selection.type === 'step' ? selection.step : null
  return <ModelInput run={selection.run} before={step ? stepsBefore(view.steps, step) : []} view={view} />
}

/** Once the run waits for its outputs, a call is written. */
const isGrowing = ({ step, run }: Extract<Selection, { type: 'call' }>) =>
  step.status === 'in_progress' && run.status !== 'requires_action'

/** No model is given what was replaced. */
function stepsBefore(steps: readonly Step[], step: Step) {
  const replaced = replacedSteps(steps)
  const end = steps.findIndex(({ id }) => id === step.id)
  return steps.slice(0, end).filter(({ id }) => !replaced.has(id))
}

function ModelInput({ run, before, view }: { run: Run; before: readonly Step[]; view: RunView }) {
  const t = useTranslations('inspector.input')
  const calls = before.flatMap((step) => (step.step_details.type === 'tool_calls' ? step.step_details.tool_calls : []))
  const written = new Set(
    before.flatMap(({ step_details: details }) =>
      details.type === 'message_creation' ? [details.message_creation.message_id] : [],
    ),
  )
  const own = view.messages.filter(({ id }) => written.has(id))
  return (
    <div className="flex flex-col gap-4">
      <Part title={t('instructions')}>
        {run.instructions === '' ? (
          <p className="text-row text-muted">{t('no_instructions')}</p>
        ) : (
          <p className="max-w-prose text-prose wrap-anywhere whitespace-pre-wrap">{run.instructions}</p>
        )}
      </Part>
      <Part title={t('messages')}>
        <MessagesBefore run={run} own={own} />
      </Part>
      {calls.length > 0 && <JsonBlock label={t('calls')} value={calls} />}
      {run.tools.length > 0 && <JsonBlock label={t('tools')} value={run.tools} />}
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <h3 className="text-meta font-medium text-muted">{title}</h3>
      {children}
    </div>
  )
}

/** The messages that stood in the thread when the run was made, and those it had written itself. */
function MessagesBefore({ run, own }: { run: Run; own: readonly Message[] }) {
  const t = useTranslations('inspector.input')
  const { known, hasOlder } = useSurroundings().messages
  const all = [...messagesBefore(known, run), ...own]
  const shown = all.slice(-MAX_MESSAGES)
  if (all.length === 0) return <p className="text-row text-muted">{t('no_messages')}</p>
  return (
    <>
      {(shown.length < all.length || hasOlder) && <p className="text-meta text-muted">{t('older')}</p>}
      <ol className="flex max-w-prose flex-col gap-2">
        {shown.map((message) => (
          <li key={message.id} className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-2">
            <span className="pt-px text-meta leading-6 text-muted">{t(`role.${message.role}`)}</span>
            <p className="line-clamp-6 text-prose wrap-anywhere whitespace-pre-wrap">
              {messageTextOf(message).slice(0, MAX_MESSAGE_LENGTH)}
            </p>
          </li>
        ))}
      </ol>
    </>
  )
}
