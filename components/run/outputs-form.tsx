'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, type FormEvent } from 'react'
import { useApi } from '@/components/connection-context'
import { useKept } from '@/components/kept-in-tab'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { useOnceMutation } from '@/components/use-once'
import { submitToolOutputsMutation } from '@/lib/client/conversation-mutations'
import type { Run } from '@/lib/protocol/run'
import { pendingCalls } from '@/lib/run/tool-calls'
import { ToolOutputCard } from './tool-output-card'

type Drafts = Readonly<Record<string, string>>
const noDrafts: Drafts = {}

/** A card a call; all are answered at once, and until then the button says what is missing and leads there. */
export function OutputsForm({ run }: { run: Run }) {
  const t = useTranslations('inspector.outputs')
  const calls = pendingCalls(run)
  const form = useRef<HTMLFormElement>(null)
  const [drafts = noDrafts, keepDrafts] = useKept<Drafts>(`outputs:${run.id}`)
  const submit = useOnceMutation(submitToolOutputsMutation({ api: useApi(), client: useQueryClient() }, run))
  const missing = calls.filter(({ id }) => !drafts[id])
  const isSent = submit.isPending || submit.isSuccess
  useEffect(() => {
    // They stand until the run goes on.
    if (submit.isSuccess) return () => keepDrafts(undefined)
  }, [submit.isSuccess, keepDrafts])

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (isSent) return
    const [first] = missing
    if (first) focusCard(form.current?.querySelector(`[data-call="${CSS.escape(first.id)}"]`))
    else submit.mutate({ tool_outputs: calls.map(({ id }) => ({ tool_call_id: id, output: drafts[id]! })) })
  }

  return (
    <form
      ref={form}
      aria-label={t('title')}
      data-status="requires_action"
      onSubmit={onSubmit}
      className="@container flex min-w-0 flex-col gap-3 rounded-field border border-(--mark) bg-surface p-3"
    >
      <p className="text-row font-medium text-tone">{t('asks', { count: calls.length })}</p>
      {calls.map((call, index) => (
        <ToolOutputCard
          key={call.id}
          call={call}
          tools={run.tools}
          place={calls.length > 1 ? { at: index + 1, of: calls.length } : null}
          output={drafts[call.id] ?? ''}
          onOutput={(output) => keepDrafts({ ...drafts, [call.id]: output })}
        />
      ))}
      {submit.isError && <ErrorState error={submit.error} compact />}
      <div className="flex flex-wrap items-center gap-3">
        <Button look="primary" type="submit" busy={isSent}>
          {missing.length > 0
            ? t('missing', { count: missing.length, of: calls.length })
            : t('send', { count: calls.length })}
        </Button>
        {calls.length > 1 && <span className="text-meta text-muted">{t('at_once')}</span>}
      </div>
    </form>
  )
}

/** Where a call's output is written; the tabs, where what is open cannot be written in. */
function focusCard(card: Element | null | undefined) {
  const control = card?.querySelector<HTMLElement>('[role=tabpanel] :is(textarea, input:not([type=search]), select)')
  ;(control ?? card?.querySelector<HTMLElement>('[role=tab][aria-selected=true]'))?.focus()
}
