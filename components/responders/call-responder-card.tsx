'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { JsonView } from '@/components/ui/json-view'
import { ProgressBar } from '@/components/ui/progress-bar'
import { Skeleton } from '@/components/ui/skeleton'
import { decideMutation, previewQuery } from '@/lib/client/responders'
import type { FunctionCall, Run } from '@/lib/protocol/run'
import type { ResponderDecision } from '@/lib/protocol/responder-limits'
import { type CallResponder, settledOutput } from '@/lib/run/call-responder'
import { useRuleLabel } from './use-rule-label'

interface CallResponderCardProps {
  readonly run: Pick<Run, 'id' | 'assistant_id'>
  readonly call: FunctionCall
  readonly responder: CallResponder
  /** The person writes the output, from what is known of the rule's. */
  readonly onWrite: (output: string) => void
}

/** What rules have made of a call, and what a person can say to it. Props: run, call, responder, onWrite. */
export function CallResponderCard(props: CallResponderCardProps) {
  const { responder } = props
  switch (responder.status) {
    case 'asked':
      return <Asked {...props} />
    case 'working':
      return <Working {...props} />
    case 'answered':
      return <Answered {...props} />
    case 'declined':
      return settledOutput(responder) === undefined ? <Unanswered {...props} /> : <Declined {...props} />
    case 'failed':
      return <Unanswered {...props} />
    default:
      return responder.status satisfies never
  }
}

function useDecision({ run, call }: Pick<CallResponderCardProps, 'run' | 'call'>) {
  const t = useTranslations('responders.card')
  const { mutate, isPending, isSuccess, error, variables } = useMutation(decideMutation(useApi(), run.id))
  return {
    decide: (decision: ResponderDecision) =>
      mutate({ decision, call_ids: [call.id], ...(decision === 'decline' && { output: t('declined_output') }) }),
    /** Until the log tells what became of it. */
    isSent: isPending || isSuccess,
    sent: variables?.decision,
    error,
  }
}

function useName({ rule, function: name }: CallResponder) {
  const label = useRuleLabel()
  return rule ? label(rule) : name
}

/** The prefilled answer, and whether it is to be given. */
function Asked({ run, call, responder, onWrite }: CallResponderCardProps) {
  const t = useTranslations('responders.card')
  const name = useName(responder)
  const { decide, isSent, sent, error } = useDecision({ run, call })
  const preview = useQuery(previewQuery(useApi(), { run, call, responder }))
  const output = responder.output ?? preview.data?.output ?? null
  return (
    <section aria-label={t('asked', { name })} className="flex min-w-0 flex-col gap-2">
      <p className="text-row font-medium">{t('asked', { name })}</p>
      {preview.isLoading && <Skeleton rows={1} />}
      {output !== null && <JsonView label={t('preview')} text={output} />}
      {output === null && !preview.isLoading && (
        <p className="text-row text-muted">{preview.data?.error ?? t('no_preview')}</p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" data-takes-focus busy={isSent && sent === 'once'} onClick={() => decide('once')}>
          {t('once')}
        </Button>
        <Button busy={isSent && sent === 'always'} onClick={() => decide('always')}>
          {t('always')}
        </Button>
        <Button busy={isSent && sent === 'decline'} onClick={() => decide('decline')}>
          {t('decline')}
        </Button>
        <Button look="quiet" onClick={() => onWrite(output ?? '')}>
          {t('take')}
        </Button>
      </div>
      <p className="text-meta text-muted">{t('once_hint')}</p>
      {error && <ErrorState compact error={error} />}
    </section>
  )
}

function Working({ responder, onWrite }: CallResponderCardProps) {
  const t = useTranslations('responders.card')
  const name = useName(responder)
  const { progress } = responder
  return (
    <div role="status" className="flex min-w-0 flex-col gap-2">
      <p className="text-row font-medium">{t('working', { name })}</p>
      <ProgressBar
        label={t('progress', { name })}
        value={progress?.total ? progress.progress : undefined}
        max={progress?.total ?? undefined}
      />
      {progress?.message && <p className="text-meta text-muted wrap-anywhere">{progress.message}</p>}
      <Button look="quiet" className="self-start" onClick={() => onWrite('')}>
        {t('write')}
      </Button>
    </div>
  )
}

function Answered({ responder }: CallResponderCardProps) {
  const t = useTranslations('responders.card')
  const name = useName(responder)
  return (
    <div role="status" className="flex min-w-0 flex-col gap-2">
      <p data-status="completed" className="text-row font-medium text-tone">
        {t('answered', { name })}
      </p>
      <JsonView label={t('output')} text={responder.output ?? ''} />
      <p className="text-meta text-muted">{t('answered_waits')}</p>
    </div>
  )
}

/** The model is told so as soon as the others are answered; until then it can be taken back. */
function Declined({ run, call, responder }: CallResponderCardProps) {
  const t = useTranslations('responders.card')
  const { decide, isSent, error } = useDecision({ run, call })
  return (
    <div role="status" className="flex min-w-0 flex-col items-start gap-2">
      <p className="text-row font-medium">{t('declined_told')}</p>
      <blockquote className="text-row text-muted wrap-anywhere">{responder.output}</blockquote>
      <p className="text-meta text-muted">{t('answered_waits')}</p>
      <Button busy={isSent} onClick={() => decide('retry')}>
        {t('ask_again')}
      </Button>
      {error && <ErrorState compact error={error} />}
    </div>
  )
}

/** Says why no rule has answered; the output is written below. */
function Unanswered({ run, call, responder }: CallResponderCardProps) {
  const t = useTranslations('responders.card')
  const name = useName(responder)
  const { decide, isSent, error } = useDecision({ run, call })
  const isFailed = responder.status === 'failed'
  const failed = responder.rule ? t('failed', { name, error: responder.failure ?? '' }) : t('failed_bare')
  return (
    <div role="status" className="flex min-w-0 flex-col items-start gap-2">
      <p
        data-status={isFailed ? 'failed' : undefined}
        className="text-row font-medium wrap-anywhere whitespace-pre-line text-tone"
      >
        {isFailed ? failed : t('declined')}
      </p>
      {!isFailed && responder.failure !== null && (
        <p lang="en" className="text-row wrap-anywhere">
          {responder.failure}
        </p>
      )}
      {isFailed && <p className="text-row text-muted">{t('failed_next')}</p>}
      <Button busy={isSent} onClick={() => decide('retry')}>
        {t(isFailed ? 'retry' : 'ask_again')}
      </Button>
      {error && <ErrorState compact error={error} />}
    </div>
  )
}
