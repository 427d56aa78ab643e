'use client'

import { useTranslations } from 'next-intl'
import { memo, Suspense, useState, type ReactNode } from 'react'
import { useRemembered } from '@/components/kept/use-remembered'
import { late } from '@/components/late/late'
import { useRuleWords } from '@/components/report/use-rule-words'
import { ChevronRight } from '@/components/ui/icons'
import { argumentsInShort, outputInShort } from '@/lib/inspector/call-in-short'
import type { StepStatus } from '@/lib/protocol/status'
import type { ToolCall } from '@/lib/protocol/step'
import { isDeclined, type CallFate } from '@/lib/run/call-responder'
import { Wrench } from './icons'

const ToolCallIo = late(() => import('@/components/report/tool-call-io').then((file) => file.ToolCallIo))

interface ToolCallProps {
  readonly call: ToolCall
  /** The status of its step. */
  readonly status: StepStatus
  /** What a rule or a person has made of it. */
  readonly fate: CallFate | undefined
  /** Another step has replaced it. */
  readonly isReplaced: boolean
  /** The model is still at it: nobody is waited for yet. */
  readonly isCalling: boolean
}

/** A tool call between messages, on one line or in full, as the reader likes them. */
export const ToolCallItem = memo(function ToolCallItem(props: ToolCallProps) {
  const [isFull] = useFullCalls()
  return <Call key={String(isFull)} {...props} isFull={isFull} />
})

/** Whether this reader wants tool calls in full. */
export function useFullCalls(): [boolean, (isFull: boolean) => void] {
  const [value, remember] = useRemembered('tool-calls')
  return [value === 'full', (isFull) => remember(isFull ? 'full' : '')]
}

/** Its arguments and output open below its line. */
function Call({ isFull, ...props }: ToolCallProps & { isFull: boolean }) {
  const { call, status, fate, isReplaced } = props
  const names = useTranslations('inspector.row')
  const [isOpen, setOpen] = useState(isFull)
  const name = call.type === 'function' ? call.function.name : names.has(call.type) ? names(call.type) : call.type
  return (
    <details
      open={isFull}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="group/call min-w-0 rounded-field border border-line open:bg-surface"
    >
      <summary className="touch flex min-h-8 list-none items-center gap-2 rounded-field px-2.5 text-row hover:bg-sunken">
        <ChevronRight
          size={14}
          aria-hidden
          className="shrink-0 text-muted transition-transform group-open/call:rotate-90"
        />
        <Wrench size={13} aria-hidden className="shrink-0 text-muted" />
        <code className="min-w-0 truncate font-mono text-meta font-bold">{name}</code>
        <span className="min-w-0 flex-1 truncate font-mono text-meta text-muted">{previewOf(call)}</span>
        <End {...props} />
      </summary>
      {isOpen && (
        <div className="flex flex-col gap-2 p-2.5">
          {isReplaced && <Replaced />}
          <Suspense>
            <ToolCallIo call={call} isGrowing={status === 'in_progress'} fate={fate} />
          </Suspense>
        </div>
      )}
    </details>
  )
}

const Replaced = () => <p className="text-meta text-muted">{useTranslations('thread')('replaced')}</p>

/** How a call stands: what a person has not allowed was not answered, though its step is completed. */
function End({ call, status, fate, isReplaced, isCalling }: ToolCallProps) {
  const t = useTranslations('thread.call')
  const rule = useRuleWords()(fate?.status === 'working' ? fate : null)
  if (isReplaced) return <Word status={status}>{t('replaced')}</Word>
  if (isDeclined(fate)) return <Word status="cancelled">{t('declined')}</Word>
  if (status !== 'in_progress') return <Word status={status}>{t(status)}</Word>
  if (fate?.status === 'answered') return <Word status="completed">{t('completed')}</Word>
  return <Word status={status}>{rule ?? t(isHosted(call) ? 'at_work' : isCalling ? 'calling' : status)}</Word>
}

const Word = ({ status, children }: { status: StepStatus; children: ReactNode }) => (
  <span data-status={status} className="max-w-[60%] shrink-0 truncate text-meta text-tone">
    {children}
  </span>
)

const MAX_CALL_LENGTH = 300

/** A function's caller answers it; other tools work by themselves. */
const isHosted = ({ type }: ToolCall) => type !== 'function'

/** The arguments and the output on one line. */
function previewOf(call: ToolCall): string {
  if (call.type !== 'function') {
    return [argumentsInShort(call), outputInShort(call)].filter((text) => text !== null).join(' → ')
  }
  const { arguments: written, output } = call.function
  const beginnings = [written, output].flatMap((text) => (text ? [text.slice(0, 4 * MAX_CALL_LENGTH)] : []))
  return beginnings.join(' → ').replaceAll(/\s+/g, ' ').slice(0, MAX_CALL_LENGTH)
}
