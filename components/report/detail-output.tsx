'use client'

import { useTranslations } from 'next-intl'
import { MessageContent } from '@/components/text/message-content'
import type { Step, ToolCall } from '@/lib/protocol/step'
import type { CallFates } from '@/lib/run/call-responder'
import type { RunView } from '@/lib/run/fold'
import { byId } from '@/lib/run/by-id'
import { runMessagesOf } from '@/lib/inspector/run-messages'
import type { Selection } from '@/lib/inspector/selection'
import { useSurroundings } from './report-context'
import { RunOfCalls } from './run-of-calls'
import { ToolCallIo, ToolCallOutput } from './tool-call-io'

/** What came out: messages, or calls with what they gave back. */
export function DetailOutput({ view, selection }: { view: RunView; selection: Selection }) {
  return (
    <RunOfCalls value={view}>
      <Output view={view} selection={selection} />
    </RunOfCalls>
  )
}

function Output({ view, selection }: { view: RunView; selection: Selection }) {
  if (selection.type === 'call')
    return <ToolCallOutput call={selection.call} fate={byId(view.responders, selection.id)} />
  if (selection.type === 'step') return <StepOutput step={selection.step} view={view} />
  return <Messages view={view} ids={null} />
}

function StepOutput({ step, view }: { step: Step; view: RunView }) {
  const details = step.step_details
  if (details.type === 'tool_calls')
    return <Calls calls={details.tool_calls} fates={view.responders} isGrowing={step.status === 'in_progress'} />
  return <Messages view={view} ids={[details.message_creation.message_id]} />
}

interface CallsProps {
  readonly calls: readonly ToolCall[]
  readonly fates: CallFates
  readonly isGrowing: boolean
}

function Calls({ calls, fates, isGrowing }: CallsProps) {
  return (
    <ul className="flex flex-col gap-4">
      {calls.map((call) => (
        <li key={call.id} className="flex flex-col gap-2">
          <code className="min-w-0 font-mono text-row font-bold wrap-anywhere">
            {call.type === 'function' ? call.function.name : call.type}
          </code>
          <ToolCallIo call={call} isGrowing={isGrowing} fate={byId(fates, call.id)} />
        </li>
      ))}
    </ul>
  )
}

function Messages({ view, ids }: { view: RunView; ids: readonly string[] | null }) {
  const t = useTranslations('inspector.output')
  const shown = runMessagesOf(view, useSurroundings().messages.known, ids)
  if (shown.length === 0) return <p className="text-row text-muted">{t('nothing')}</p>
  return (
    <div className="flex max-w-prose flex-col gap-4">
      {shown.map((message) => (
        <MessageContent key={message.id} message={message} />
      ))}
    </div>
  )
}
