'use client'

import { useTranslations } from 'next-intl'
import { Suspense } from 'react'
import { lateSilently } from '@/components/late/late'
import { useListed } from '@/components/names/use-listed'
import { CountText } from '@/components/ui/count-text'
import { IdText } from '@/components/ui/id-text'
import type { RunView } from '@/lib/run/fold'
import type { Lifecycle } from '@/lib/inspector/lifecycle'
import type { Selection } from '@/lib/inspector/selection'
import type { Row } from '@/lib/inspector/timeline-row'
import { isDeclined } from '@/lib/run/call-responder'
import { hasCost, isUsageEstimated } from '@/lib/run/step-notes'
import { usageOf } from '@/lib/run/usage'
import { byId } from '@/lib/run/by-id'
import { Facts, type Fact } from './facts'
import { RunStory } from './run-story'
import { useRuleWords } from './use-rule-words'
import { useTimes } from './use-times'
import { UsageText } from './usage-text'

const RunCost = lateSilently(() => import('./run-cost').then((file) => file.RunCost))
const ResponderFact = lateSilently(() => import('./responder-fact').then((file) => file.ResponderFact))
const CostText = lateSilently(() => import('@/components/ui/cost-text').then((file) => file.CostText))

interface DetailOverviewProps {
  readonly view: RunView
  readonly life: Lifecycle
  readonly selection: Selection
  readonly row: Row | undefined
}

/**
 * Of a run first what was asked and what came of it; then how long each part took and how that is known, what it used.
 * Props: view, life, selection, row.
 */
export function DetailOverview(props: DetailOverviewProps) {
  const { selection, view } = props
  const facts = <Facts facts={useFacts(props)} />
  if (selection.type !== 'run') return facts
  return (
    <div className="flex flex-col gap-2">
      <RunStory run={selection.run} view={view} />
      <div className="border-t border-line pt-3">{facts}</div>
    </div>
  )
}

function useFacts({ view, life, selection, row }: DetailOverviewProps): readonly Fact[] {
  const listed = useListed()
  const t = useTranslations('inspector')
  const usage = selection.type === 'step' ? selection.step.usage : selection.type === 'run' ? usageOf(view) : null
  const error = errorBeside(selection, view)
  const note = selection.type === 'run' ? undefined : byId(view.notes, selection.step.id)
  const counted = selection.type === 'step' ? note?.counted : undefined
  const isEstimated = selection.type === 'run' ? isUsageEstimated(view) : counted?.is_estimated
  const cost =
    selection.type === 'run'
      ? hasCost(view) && <RunCost view={view} />
      : counted?.cost && <CostText cost={{ amounts: [counted.cost], is_complete: true }} />
  const times = useTimes({ view, life, row })
  const words = useRuleWords()
  const responder = selection.type === 'call' ? byId(view.responders, selection.id) : undefined
  const answered = responder && (
    <Suspense fallback={words(responder)}>
      <ResponderFact responder={responder} />
    </Suspense>
  )
  return [
    ...times,
    { term: t(isDeclined(responder) ? 'responder.fact_declined' : 'responder.fact'), value: answered },
    { term: t('facts.left_out'), value: note && note.left_out > 0 && t('left_out', { count: note.left_out }) },
    {
      term: t('facts.without'),
      value: note && note.without.length > 0 && t('without', { names: listed(note.without) }),
    },
    {
      term: t('facts.usage'),
      value: usage && <UsageText usage={usage} known={isEstimated ? 'estimated' : 'counted'} />,
    },
    { term: t('facts.cached'), value: counted?.cached_tokens ? <CountText count={counted.cached_tokens} /> : null },
    {
      term: t('facts.reasoned'),
      value: counted?.reasoning_tokens ? <CountText count={counted.reasoning_tokens} /> : null,
    },
    { term: t('facts.cost'), value: cost && <Suspense>{cost}</Suspense> },
    { term: t('facts.error'), value: error && `${error.code}: ${error.message}` },
    { term: t('facts.id'), value: <IdText id={selection.id} /> },
    { term: t('facts.step'), value: selection.type === 'call' && <IdText id={selection.step.id} /> },
    {
      term: t('facts.message'),
      value: selection.type === 'step' && selection.message && <IdText id={selection.message.id} />,
    },
  ].map(({ term, value }) => ({ term, value: value === false ? null : value }))
}

/** An error that is not the run's own: that one is shown above, with what to do about it. */
function errorBeside(selection: Selection, { error }: RunView) {
  const own = selection.run.last_error
  const told = selection.type === 'run' ? error : selection.step.last_error
  return told && told.message !== own?.message ? told : null
}
