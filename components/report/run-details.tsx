'use client'

import { useTranslations } from 'next-intl'
import type { Ref } from 'react'
import type { Run } from '@/lib/protocol/run'
import type { RunView } from '@/lib/run/fold'
import type { Lifecycle } from '@/lib/inspector/lifecycle'
import { selectionOf } from '@/lib/inspector/selection'
import type { Row } from '@/lib/inspector/timeline-row'
import { Detail } from './detail'
import type { RunActions } from './report-context'
import { RunAside } from './run-aside'

interface RunDetailsProps {
  readonly run: Run
  /** The run and its life as they are, or as they stood at the event that is looked at. */
  readonly view: RunView
  readonly life: Lifecycle
  /** The id of the selected step or call. */
  readonly selected: string
  readonly row: Row | undefined
  readonly actions: RunActions | undefined
  /** Back from what is selected to the run as a whole. */
  readonly onSelectRun: () => void
  readonly ref: Ref<HTMLDivElement>
}

/** What is selected, beside what the run as a whole was and the way it took. */
export function RunDetails(props: RunDetailsProps) {
  const { run, view, life, selected, row, actions, onSelectRun, ref } = props
  const t = useTranslations('inspector')
  const selection = selectionOf(view, selected)
  return (
    <div ref={ref} className="grid gap-x-10 gap-y-6 border-t border-line pt-5 broad:grid-cols-[minmax(0,1fr)_22rem]">
      {selection ? (
        <Detail
          view={view}
          life={life}
          selection={selection}
          row={selection.type === 'run' ? undefined : row}
          onSelectRun={onSelectRun}
        />
      ) : (
        <p className="text-row text-muted">{t('not_yet')}</p>
      )}
      <RunAside run={run} life={life} actions={actions} />
    </div>
  )
}
