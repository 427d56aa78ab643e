'use client'

import { useTranslations } from 'next-intl'
import { useId, useMemo, type ReactNode } from 'react'
import { MessageContent } from '@/components/text/message-content'
import { Button } from '@/components/ui/button'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { ToolCall } from '@/lib/protocol/step'
import { argumentsInShort, outputInShort } from '@/lib/inspector/call-in-short'
import { runMessagesOf } from '@/lib/inspector/run-messages'
import { isDeclined, type CallFates } from '@/lib/run/call-responder'
import type { RunView } from '@/lib/run/fold'
import { isTerminal } from '@/lib/run/machine'
import { messageTextOf } from '@/lib/run/message-text'
import { messagesBefore, questionIn } from '@/lib/run/messages-before'
import { replacedSteps } from '@/lib/run/replaced-steps'
import { shortened } from '@/lib/run/shortened'
import { pendingCalls } from '@/lib/run/tool-calls'
import { byId } from '@/lib/run/by-id'
import { CallName } from './call-name'
import { DeclinedChip } from './declined-chip'
import { useSurroundings, useUrlState } from './report-context'

/** More calls than these are in the timeline. */
const MAX_CALLS = 12
/** Texts of more characters or lines are cut here; their own tab has them whole. */
const MAX_SHOWN_TEXT = 900
const MAX_LINES = 12
const MAX_MESSAGES = 5

/** What was asked, what was called for it, and what came out. */
export function RunStory({ run, view }: { run: Run; view: RunView }) {
  const t = useTranslations('inspector.story')
  const { known, isPending } = useSurroundings().messages
  const question = useMemo(() => questionIn(messagesBefore(known, run)), [known, run])
  const answer = useMemo(() => runMessagesOf(view, known, null), [view, known])
  const calls = callsOf(view)
  return (
    <div className="flex flex-col gap-4 pb-2">
      <Chapter title={t('question')}>
        {question.length > 0 ? (
          <Texts messages={question} tab="input" more={t('whole_question')} />
        ) : (
          <Muted>{isPending ? '…' : t('no_question')}</Muted>
        )}
      </Chapter>
      {calls.length > 0 && (
        <Chapter title={t('calls', { count: calls.length })}>
          <Calls run={run} calls={calls} fates={view.responders} />
        </Chapter>
      )}
      <Chapter title={t('answer')}>
        {answer.length > 0 ? (
          <Texts messages={answer} tab="output" more={t('whole_answer')} />
        ) : (
          <Muted>{isPending ? '…' : t(isTerminal(run.status) ? 'no_answer' : 'no_answer_yet')}</Muted>
        )}
      </Chapter>
    </div>
  )
}

/** The calls of a run in their order; no output was asked for of those that were replaced. */
function callsOf({ steps }: RunView): readonly ToolCall[] {
  const replaced = replacedSteps(steps)
  return steps.flatMap(({ id, step_details: details }) =>
    details.type === 'tool_calls' && !replaced.has(id) ? details.tool_calls : [],
  )
}

function Chapter({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-1">
      <h3 id={id} className="text-meta font-medium text-muted">
        {title}
      </h3>
      {children}
    </section>
  )
}

const Muted = ({ children }: { children: ReactNode }) => <p className="text-row text-muted">{children}</p>

interface TextsProps {
  readonly messages: readonly Message[]
  /** Where they stand whole, and how one gets there. */
  readonly tab: string
  readonly more: string
}

function Texts({ messages, tab, more }: TextsProps) {
  const urlState = useUrlState()
  const beginnings = useMemo(() => messages.slice(0, MAX_MESSAGES).map(beginningOf), [messages])
  const isLong = beginnings.some(({ isCut }) => isCut) || messages.length > MAX_MESSAGES
  return (
    <>
      <div className={`flex max-w-prose flex-col gap-3 ${isLong ? 'max-h-60 overflow-hidden' : ''}`}>
        {beginnings.map(({ message }) => (
          <MessageContent key={message.id} message={message} />
        ))}
      </div>
      {isLong && (
        <Button look="secondary" className="w-fit" onClick={() => urlState.set({ tab })}>
          {more}
        </Button>
      )}
    </>
  )
}

/** No more of a text is drawn than can be seen: Markdown takes its time. */
function beginningOf(whole: Message) {
  const { whole_length, ...message } = shortened(whole, MAX_SHOWN_TEXT)
  const lines = messageTextOf(message).split('\n').length
  return { message, isCut: whole_length !== undefined || lines > MAX_LINES }
}

interface CallsProps {
  readonly run: Run
  readonly calls: readonly ToolCall[]
  readonly fates: CallFates
}

function Calls({ run, calls, fates }: CallsProps) {
  const t = useTranslations('inspector.story')
  const urlState = useUrlState()
  const pending = new Set(pendingCalls(run).map(({ id }) => id))
  const left = calls.length - MAX_CALLS
  return (
    <ol className="flex min-w-0 flex-col">
      {calls.slice(0, MAX_CALLS).map((call) => (
        <li key={call.id} className="flex min-w-0 items-baseline gap-2">
          <button
            type="button"
            onClick={() => urlState.set({ step: call.id })}
            className="touch max-w-[70%] min-w-0 truncate rounded-chip py-0.5 text-left hover:underline"
          >
            <CallName name={nameOf(call)} input={argumentsInShort(call)} />
          </button>
          {pending.has(call.id) ? (
            <span data-status="requires_action" className="shrink-0 text-meta text-tone">
              {t('waits')}
            </span>
          ) : (
            <>
              {isDeclined(byId(fates, call.id)) && <DeclinedChip muted />}
              <Output text={outputInShort(call)} />
            </>
          )}
        </li>
      ))}
      {left > 0 && <li className="text-meta text-muted">{t('more_calls', { count: left })}</li>}
    </ol>
  )
}

const nameOf = (call: ToolCall) => (call.type === 'function' ? call.function.name : call.type)

function Output({ text }: { text: string | null }) {
  if (text === null) return null
  return <span className="min-w-0 flex-1 truncate font-mono text-meta text-muted">→ {text}</span>
}
