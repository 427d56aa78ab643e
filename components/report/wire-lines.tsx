'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { wireCountsOf, wireKinds, wireLinesOf, type WireKind, type WireLine } from '@/lib/inspector/wire-lines'
import { aboutOf } from '@/lib/inspector/wire-selection'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { ListedExchange } from '@/lib/protocol/exchange'
import type { RunView } from '@/lib/run/fold'
import { useSurroundings, useUrlChoice } from './report-context'
import type { Looking } from './use-looked-event'
import { WireExchangeData } from './wire-exchange'
import { WireFilters } from './wire-filters'
import { WireFrameData } from './wire-frame'
import { WireList } from './wire-list'

export interface WireLinesProps {
  readonly view: RunView
  readonly events: readonly LoggedEvent[]
  /** The id of the selected step or call; '' for the run as a whole. */
  readonly selected: string
  readonly looking: Looking
  /** Called when a line is chosen. */
  readonly onChosen: () => void
}

const noExchanges: readonly ListedExchange[] = []

/** The lines of the wire beside what the one carries that is looked at. */
export function WireLines({ view, events, selected, looking, onChosen }: WireLinesProps) {
  const t = useTranslations('inspector.log')
  const known = useSurroundings().exchanges?.known ?? noExchanges
  const { lines, about, filters } = useLines({ view, events, known, selected })
  const line = lines.find((each) => isLooked(each, looking))
  const start = Math.min(events[0]?.at ?? Infinity, known[0]?.at_ms ?? Infinity)

  function onLook(next: WireLine | null) {
    // A line of several deltas is looked at as it stood after the last of them.
    if (next === null || next.kind === 'frames') looking.look(next?.line.events.at(-1) ?? null)
    else looking.lookAtExchange(next)
    if (next) onChosen()
  }

  return (
    <div className="flex flex-col gap-2 pt-2">
      <Failure />
      {events.length === 0 && known.length === 0 ? (
        <p className="text-row text-muted">{view.lastSeq > 0 ? '…' : t('none')}</p>
      ) : (
        <>
          <WireFilters counts={wireCountsOf(events, known)} {...filters} />
          <div
            className="grid gap-4 wide:h-[34dvh] wide:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]
            broad:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]"
          >
            <WireList lines={lines} start={start} looked={line ?? null} about={about} onLook={onLook} />
            <div className="min-h-0 overflow-y-auto wide:[--json-height:calc(34dvh-8.5rem)]">
              {line === undefined && (
                <p className="text-row text-muted">{t(known.length === 0 ? 'hint_frames' : 'hint')}</p>
              )}
              {line?.kind === 'frames' && (
                <WireFrameData
                  key={line.key}
                  line={line.line}
                  looked={looking.looked ?? line.line.seq}
                  afterMs={(looking.lookedAt ?? line.at) - start}
                  onLeave={() => looking.look(null)}
                />
              )}
              {line && line.kind !== 'frames' && <WireExchangeData key={line.key} line={line} start={start} />}
            </div>
          </div>
        </>
      )}
    </div>
  )
}

const isLooked = (line: WireLine, { looked, lookedExchange }: Looking) =>
  line.kind === 'frames'
    ? looked !== null && line.line.seq <= looked && looked <= line.line.lastSeq
    : line.key === lookedExchange

interface LinesInput extends Pick<WireLinesProps, 'view' | 'events' | 'selected'> {
  readonly known: readonly ListedExchange[]
}

/** The lines that are not filtered out, and the choices of what is. */
function useLines({ view, events, known, selected }: LinesInput) {
  const [hiddenText, setHidden] = useUrlChoice('hide')
  const [only, setOnly] = useUrlChoice('only')
  const [deltas, setDeltas] = useState<'joined' | 'each'>('joined')
  const hidden = useMemo(() => wireKinds.filter((kind) => hiddenText.split(',').includes(kind)), [hiddenText])
  const about = useMemo(() => aboutOf(view, selected), [view, selected])
  const all = useMemo(() => wireLinesOf(events, known, { hidden, deltas }), [events, known, hidden, deltas])
  const isOnly = only !== ''
  const lines = useMemo(() => (isOnly && about ? all.filter(about) : all), [all, isOnly, about])
  const toggled = (kind: WireKind) =>
    hidden.includes(kind) ? hidden.filter((each) => each !== kind) : [...hidden, kind]
  const filters = {
    hidden,
    onToggle: (kind: WireKind) => setHidden(toggled(kind).join(',')),
    isJoined: deltas === 'joined',
    onJoin: (isAsked: boolean) => setDeltas(isAsked ? 'joined' : 'each'),
    isOnly: about && isOnly,
    onOnly: (isAsked: boolean) => setOnly(isAsked ? 'selected' : ''),
  }
  return { lines, about, filters }
}

function Failure() {
  const t = useTranslations('inspector.log')
  const { exchanges } = useSurroundings()
  if (!exchanges?.isFailed) return null
  return (
    <p data-status="failed" role="alert" className="flex flex-wrap items-center gap-2 text-row text-tone">
      {t('requests_failed')}
      <Button look="secondary" className="h-7 px-2" onClick={exchanges.onRetry}>
        {t('retry')}
      </Button>
    </p>
  )
}
