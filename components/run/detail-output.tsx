'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection-context'
import { MessageContent } from '@/components/messages/message-content'
import { entriesOf } from '@/components/paged'
import { messagesQuery } from '@/lib/client/queries'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Step, ToolCall } from '@/lib/protocol/step'
import type { RunView } from '@/lib/run/fold'
import type { Selection } from '@/lib/run/selection'
import { runPartsOf } from '@/lib/run/thread-view'
import { ToolCallIo, ToolCallOutput } from './tool-call-io'

/** What came out: messages, or calls with what they gave back. Props: view, selection. */
export function DetailOutput({ view, selection }: { view: RunView; selection: Selection }) {
  if (selection.type === 'call') return <ToolCallOutput call={selection.call} />
  if (selection.type === 'step') return <StepOutput step={selection.step} run={selection.run} view={view} />
  return <Messages run={selection.run} view={view} ids={null} />
}

function StepOutput({ step, run, view }: { step: Step; run: Run; view: RunView }) {
  const details = step.step_details
  if (details.type === 'tool_calls')
    return <Calls calls={details.tool_calls} isGrowing={step.status === 'in_progress'} />
  return <Messages run={run} view={view} ids={[details.message_creation.message_id]} />
}

function Calls({ calls, isGrowing }: { calls: readonly ToolCall[]; isGrowing: boolean }) {
  return (
    <ul className="flex flex-col gap-4">
      {calls.map((call) => (
        <li key={call.id} className="flex flex-col gap-2">
          <code className="min-w-0 font-mono text-row font-bold wrap-anywhere">
            {call.type === 'function' ? call.function.name : call.type}
          </code>
          <ToolCallIo call={call} isGrowing={isGrowing} />
        </li>
      ))}
    </ul>
  )
}

/** The run's messages of these ids, or all of them; those that were not seen live are read from the thread. */
function Messages({ run, view, ids }: { run: Run; view: RunView; ids: readonly string[] | null }) {
  const t = useTranslations('inspector.output')
  const isOwn = (message: Message) => message.run_id === run.id && (ids === null || ids.includes(message.id))
  const seen = view.messages.filter(isOwn)
  const { data } = useInfiniteQuery({ ...messagesQuery(useApi(), run.thread_id), enabled: seen.length === 0 })
  const known = seen.length > 0 ? seen : entriesOf(data).filter(isOwn).reverse()
  // What was replaced did not come out; its own step still shows it.
  const shown = runPartsOf(view.steps, known).flatMap((part) =>
    part.type === 'message' && (ids !== null || !part.isReplaced) ? [part.message] : [],
  )
  if (shown.length === 0) return <p className="text-row text-muted">{t('nothing')}</p>
  return (
    <div className="flex max-w-prose flex-col gap-4">
      {shown.map((message) => (
        <MessageContent key={message.id} message={message} />
      ))}
    </div>
  )
}
