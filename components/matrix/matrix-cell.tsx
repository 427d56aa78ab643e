'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useSide } from '@/components/compare/use-side'
import type { ShownSide } from '@/components/comparison/shown-side'
import { useApi } from '@/components/connection/connection-context'
import { RunStatusChip } from '@/components/connection/run-status-chip'
import { EndReason, hasEndReason } from '@/components/names/late-end-reason'
import { comparePath, runPath } from '@/components/routing/paths'
import { MessageContent } from '@/components/text/message-content'
import { CostText } from '@/components/ui/cost-text'
import { CountText } from '@/components/ui/count-text'
import { DurationText } from '@/components/ui/duration-text'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { answerOf } from '@/lib/inspector/comparison/comparison'
import { lifecycleOf } from '@/lib/inspector/lifecycle'
import { rulesAtWork } from '@/lib/run/call-responder'
import { isTerminal } from '@/lib/run/machine'
import { costOfRun } from '@/lib/run/cost'
import { usageOf } from '@/lib/run/usage'
import type { Variant } from './variants'

interface MatrixCellProps {
  /** From 1 on. */
  readonly number: number
  readonly variant: Variant
  /** Empty where it was not started. */
  readonly runId: string
  /** Why it was not started; undefined where it was. */
  readonly error: unknown
  /** The run of the first variant, which others are compared with; empty in its own cell. */
  readonly first: string
}

/** A variant's run, live: how it stands, what it says, what it took, and the ways to all of it. */
export function MatrixCell({ number, variant, runId, error, first }: MatrixCellProps) {
  const t = useTranslations('comparison.matrix')
  return (
    <article
      aria-label={t('variant', { number })}
      className="flex max-h-[36rem] min-w-0 flex-col rounded-dialog border border-line bg-surface"
    >
      {runId ? (
        <StartedCell number={number} runId={runId} first={first} />
      ) : (
        <div className="p-3">
          <p className="mb-2 font-mono text-meta text-muted">
            {number} · {variant.model || variant.assistant}
          </p>
          {error ? <ErrorState compact error={error} /> : <p className="text-row text-muted">{t('not_started')}</p>}
        </div>
      )}
    </article>
  )
}

function StartedCell({ number, runId, first }: Pick<MatrixCellProps, 'number' | 'runId' | 'first'>) {
  const { side, error, onRetry } = useSide(runId, String(number))
  if (!side)
    return <div className="p-3">{error ? <ErrorState compact error={error} onRetry={onRetry} /> : <Skeleton />}</div>
  return (
    <>
      <CellHead number={number} side={side} />
      <CellAnswer side={side} />
      <CellFoot side={side} first={first} />
    </>
  )
}

function CellHead({ number, side }: { number: number; side: ShownSide }) {
  const { view, assistantName } = side
  const { run } = view
  const usage = usageOf(view)
  const cost = costOfRun(view)
  const life = lifecycleOf(view, 0)
  return (
    <header className="flex flex-col gap-1 border-b border-line p-3">
      <div className="flex min-w-0 items-center gap-2">
        <span className="font-mono text-meta text-muted">{number}</span>
        <h2 className="min-w-0 flex-1 truncate text-row font-medium" title={run.model}>
          {assistantName ?? run.model}
        </h2>
        <RunStatusChip status={run.status} />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 text-meta text-muted">
        <code className="font-mono">{run.model}</code>
        <DurationText fromMs={life.from} toMs={isTerminal(run.status) ? life.to : null} />
        {usage && <Tokens count={usage.total_tokens} />}
        {cost && <CostText cost={cost} />}
      </div>
    </header>
  )
}

function Tokens({ count }: { count: number }) {
  const t = useTranslations('comparison.matrix')
  return <span>{t.rich('tokens', { tally: () => <CountText count={count} /> })}</span>
}

function CellAnswer({ side }: { side: ShownSide }) {
  const t = useTranslations('comparison')
  const messages = answerOf(side)
  const { run, responders } = side.view
  const { status } = run
  const waits = rulesAtWork(run, responders).length > 0 ? 'matrix.rules' : 'matrix.waits'
  const nothing = status === 'requires_action' ? waits : isTerminal(status) ? 'no_answer' : 'no_answer_yet'
  return (
    <div tabIndex={0} className="flex min-h-24 flex-1 flex-col gap-4 overflow-y-auto p-3 -outline-offset-2">
      {hasEndReason(status) && <EndReason run={side.view.run} className="text-row text-tone" />}
      {messages.length === 0 && <p className="text-row text-muted">{t(nothing)}</p>}
      {messages.map((message) => (
        <MessageContent key={message.id} message={message} />
      ))}
    </div>
  )
}

function CellFoot({ side, first }: { side: ShownSide; first: string }) {
  const t = useTranslations('comparison.matrix')
  const { connection } = useApi()
  const { run } = side.view
  const way = 'touch underline decoration-control underline-offset-2 hover:decoration-ink'
  return (
    <footer className="flex flex-wrap items-center gap-x-4 border-t border-line px-3 py-2 text-row">
      <Link prefetch={false} href={runPath(connection, run)} className={way}>
        {t('open')}
      </Link>
      {first && (
        <Link prefetch={false} href={comparePath(connection, first, run.id)} className={way}>
          {t('compare')}
        </Link>
      )}
      <span className="-my-1 ml-auto">{side.actions?.tools}</span>
    </footer>
  )
}
