import type { Run } from '@/lib/protocol/run'
import { isTerminal } from '@/lib/run/machine'
import { allById } from '@/lib/run/by-id'
import type { Facts } from './finding'
import { LONG_MS } from './long-waits'
import { littleTimeLeft } from './near-expiry'
import { isWithoutCall } from './without-call'

/** No rule looks at what a run is doing before it has been quiet for so long. */
const QUIET_MS = Math.min(...Object.values(LONG_MS))

/** Is there always something to say of a run in this status: why it did not complete, or what it waits for? */
export const isExplained = (run: Pick<Run, 'status'> | null | undefined) =>
  run != null && (run.status === 'requires_action' || isUnfinished(run))

/** It is over and did not complete. */
export const isUnfinished = ({ status }: Pick<Run, 'status'>) => isTerminal(status) && status !== 'completed'

/**
 * Whether some rule may apply, by a glance that costs a page little: the rules and their words come when they are
 * needed. False only where `findingsOf` is empty.
 */
export function mayHaveFindings(facts: Facts): boolean {
  return isExplained(facts.run) || isSlow(facts) || isOdd(facts)
}

const isSlow = ({ run, life, now }: Facts) =>
  !isTerminal(run.status) &&
  (littleTimeLeft(run, now) !== undefined || now - (life.segments.at(-1)?.from ?? now) > QUIET_MS)

/** Something in the record that a plain run does not have. */
const isOdd = ({ run, view, life, isLogWhole, around }: Facts) =>
  isWithoutCall(run, view.steps) ||
  around.unlisted === 'refused' ||
  around.threadGoneMs !== null ||
  (life.isSoft && isLogWhole) ||
  life.unseen !== null ||
  view.error !== null ||
  view.windows.length > 0 ||
  life.segments.some(({ entry }) => entry !== 'legal') ||
  view.stages.some(({ source }) => source === 'import') ||
  view.steps.some((step) => step.status === 'failed') ||
  allById(view.notes).some(({ left_out, without }) => left_out > 0 || without.length > 0) ||
  view.log.some(({ event }) => event === 'playground.unknown')
