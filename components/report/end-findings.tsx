'use client'

import { useMemo } from 'react'
import type { Around } from '@/lib/inspector/findings/finding'
import { lifecycleOf } from '@/lib/inspector/lifecycle'
import { viewOfSnapshot } from '@/lib/inspector/snapshot'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import type { RunView } from '@/lib/run/fold'
import { Findings, type FindingsProps } from './findings'

export interface EndFindingsProps extends Pick<FindingsProps, 'next'> {
  readonly run: Run
  readonly steps: readonly Step[]
  /** The run as it was seen live, if it was. */
  readonly view: RunView | undefined
  readonly backend: Around['backend']
}

/** Why a run ended otherwise than completed, and what to do next: for where runs stand among other things. */
export function EndFindings({ run, steps, view, backend, next }: EndFindingsProps) {
  const facts = useMemo(() => {
    const shown = view?.run ? view : viewOfSnapshot({ run, steps, messages: [] })
    const around = { backend, unlisted: null, threadGoneMs: null, unanswered: [] }
    return { run, view: shown, life: lifecycleOf(shown, 0), now: 0, isLogWhole: false, around }
  }, [run, steps, view, backend])
  return <Findings facts={facts} place="thread" next={next} />
}
