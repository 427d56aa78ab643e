'use client'

import { useMemo } from 'react'
import { useChoiceIn } from '@/components/report/report-context'
import { createThreadReplay } from '@/lib/inspector/replay/thread-replay'
import type { UrlState } from '@/lib/inspector/url-state'
import type { Recording } from '@/lib/run/recording'
import { NothingToReplay } from './nothing-to-replay'
import { ReplayStage } from './replay-stage'

export interface ReplayProps {
  readonly recording: Recording
  /**
   * What the reader chose and where that is kept; the same object throughout. `run` = the id of the run that is shown
   * alone, `at` = the moment in ms since the first one, `step` and `tab` = what is looked at, as in a report.
   */
  readonly urlState: UrlState
}

/**
 * Plays a recording: the conversation and its runs as they stood at each moment. It fills the place that it is given,
 * fetches nothing and knows of no pages. What it draws of files it asks `FilesHere`.
 */
export function Replay({ recording, urlState }: ReplayProps) {
  const [only] = useChoiceIn(urlState, 'run')
  const replay = useMemo(() => createThreadReplay(recording, only), [recording, only])
  if (replay.axis.places.length === 0) return <NothingToReplay />
  return <ReplayStage key={only} recording={recording} replay={replay} urlState={urlState} />
}
