'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, type FormEvent } from 'react'
import { useOnceMutation } from '@/components/actions/use-once'
import { useApi } from '@/components/connection/connection-context'
import { keptUnder, useKept } from '@/components/kept/kept-in-tab'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { submitToolOutputsMutation } from '@/lib/client/conversation-mutations'
import { useLiveRun } from '@/lib/live/live-context'
import type { FunctionCall, Run } from '@/lib/protocol/run'
import { isBrokenOutput, type OutputDraft, type OutputWay } from '@/lib/inspector/broken-output'
import { fieldOf } from '@/lib/inspector/output-fields'
import { type CallResponder, rulesAtWork, settledOutput } from '@/lib/run/call-responder'
import { responseSchemaOf } from '@/lib/run/response-schema'
import { pendingCalls } from '@/lib/run/tool-calls'
import { byId } from '@/lib/run/by-id'
import { focusCard } from './focus-outputs'
import { ToolOutputCard } from './tool-output-card'

/** How the output of a call is written, where somebody has chosen it. */
type Choice = Partial<Omit<OutputDraft, 'output'>>

/** A function that says what it returns is answered in a form, others in text. */
function startOf({ tools }: Run, call: FunctionCall): OutputWay {
  const schema = responseSchemaOf(tools, call.function.name)
  return schema && fieldOf(schema).kind !== 'text' ? 'form' : 'text'
}

interface Drafts {
  readonly outputs: Readonly<Record<string, string>>
  readonly choices: Readonly<Record<string, Choice>>
}
const noDrafts: Drafts = { outputs: {}, choices: {} }

/** What is written for each call and how, kept for this tab. */
function useOutputDrafts(run: Run) {
  const name = `outputs:${run.id}`
  const [{ outputs, choices } = noDrafts, keepDrafts] = useKept<Drafts>(name)
  return {
    outputs,
    draftOf: (call: FunctionCall): OutputDraft => ({
      output: outputs[call.id] ?? '',
      way: choices[call.id]?.way ?? startOf(run, call),
      isText: choices[call.id]?.isText ?? false,
    }),
    write: useCallback(
      (id: string, { output, ...choice }: Partial<OutputDraft>) => {
        const { outputs, choices } = keptUnder<Drafts>(name) ?? noDrafts
        keepDrafts({
          outputs: output === undefined ? outputs : { ...outputs, [id]: output },
          choices: { ...choices, [id]: { ...choices[id], ...choice } },
        })
      },
      [name, keepDrafts],
    ),
    forget: useCallback(() => keepDrafts(undefined), [keepDrafts]),
  }
}

/** Which of the calls a person answers, what is missing of that, and what would be sent. */
function useWritten(run: Run, { outputs, draftOf }: Pick<ReturnType<typeof useOutputDrafts>, 'outputs' | 'draftOf'>) {
  const calls = pendingCalls(run)
  const { responders } = useLiveRun(run.id).view
  // The others are a rule's, as long as nobody writes them.
  const own = calls.filter(({ id }) => isForPerson(byId(responders, id), outputs[id]))
  const outputOf = ({ id }: FunctionCall) => settledOutput(byId(responders, id)) ?? outputs[id]
  return {
    responders,
    own,
    missing: own.filter(({ id }) => !outputs[id]),
    broken: own.filter((call) => isBrokenOutput(draftOf(call))),
    outputOf,
    /** Whether nobody is asked: rules answer all of them. */
    isWithRules: rulesAtWork(run, responders).length > 0 && own.length === 0,
    /** Whether no rule is still at work, or waits to be asked. */
    isRest: calls.every((call) => outputOf(call) !== undefined || own.includes(call)),
  }
}

/** A call that no rule answers, or whose output somebody has begun to write. */
function isForPerson(responder: CallResponder | undefined, output: string | undefined): boolean {
  if (settledOutput(responder) !== undefined) return false
  const isUnderway = responder?.status === 'asked' || responder?.status === 'working'
  return !isUnderway || output !== undefined
}

/** A card a call; all are answered at once, and until then the button says what is missing and leads there. */
export function OutputsForm({ run }: { run: Run }) {
  const t = useTranslations('inspector.outputs')
  const calls = pendingCalls(run)
  const form = useRef<HTMLFormElement>(null)
  const { outputs, draftOf, write, forget } = useOutputDrafts(run)
  const submit = useOnceMutation(submitToolOutputsMutation({ api: useApi(), client: useQueryClient() }, run))
  const { responders, own, missing, broken, outputOf, isRest, isWithRules } = useWritten(run, { outputs, draftOf })
  const isSent = submit.isPending || submit.isSuccess
  useEffect(() => {
    // They stand until the run goes on.
    if (submit.isSuccess) return forget
  }, [submit.isSuccess, forget])

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (isSent || !isRest) return
    const [first] = [...missing, ...broken]
    if (first) focusCard(form.current?.querySelector(`[data-call="${CSS.escape(first.id)}"]`))
    else submit.mutate({ tool_outputs: calls.map((call) => ({ tool_call_id: call.id, output: outputOf(call)! })) })
  }

  return (
    <form
      ref={form}
      aria-label={t('title')}
      data-outputs={run.id}
      data-status={isWithRules ? 'in_progress' : 'requires_action'}
      // An audience is not shown it.
      data-with-rules={isWithRules || undefined}
      onSubmit={onSubmit}
      className="@container flex min-w-0 flex-col gap-3 rounded-field border border-(--mark) bg-surface p-3 [--behind:var(--surface)]"
    >
      <p className="text-row font-medium text-tone">
        {t(isWithRules ? 'with_rules' : 'asks', { count: calls.length })}
      </p>
      {calls.map((call, index) => (
        <ToolOutputCard
          key={call.id}
          call={call}
          run={run}
          place={index + 1}
          of={calls.length}
          onDraft={write}
          responder={byId(responders, call.id)}
          isForPerson={own.includes(call)}
          {...draftOf(call)}
        />
      ))}
      {submit.isError && <ErrorState error={submit.error} compact />}
      {own.length > 0 && (
        <Foot {...{ missing: missing.length, broken: broken.length, of: calls.length, isSent, isRest }} />
      )}
    </form>
  )
}

interface FootProps {
  readonly missing: number
  readonly broken: number
  readonly of: number
  readonly isSent: boolean
  readonly isRest: boolean
}

/** The button that sends all, and until then leads to what is missing. */
function Foot({ missing, broken, of, isSent, isRest }: FootProps) {
  const t = useTranslations('inspector.outputs')
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        look="primary"
        type="submit"
        busy={isSent}
        aria-disabled={!isRest || undefined}
        title={isRest ? undefined : t('rules_first')}
        data-takes-focus
      >
        {missing > 0
          ? t('missing', { count: missing, of })
          : broken > 0
            ? t('mend', { count: broken })
            : t('send', { count: of })}
      </Button>
      {of > 1 && <span className="text-meta text-muted">{t(isRest ? 'at_once' : 'rules_first')}</span>}
    </div>
  )
}
