import type { Run } from '@/lib/protocol/run'
import type { Asked } from './ask'

export interface RunSight extends Asked {
  /** What was asked for: that the run begins, that something is done to it, or how it stands. */
  readonly how: 'created' | 'answered' | 'polled'
}

export interface SeenRun {
  readonly run: Run
  readonly sight: RunSight
}
