// A leg is what a run does between two rests: from queued to its end or to the calls it stops for.
import { setTimeout as sleep } from 'node:timers/promises'
import type { StreamEvent } from '@/lib/protocol/event'
import type { LastError } from '@/lib/protocol/run'
import type { RunView } from '@/lib/run/fold'
import { canMove, isTerminal } from '@/lib/run/machine'
import { ModelError, type ModelEntry } from '../models/model'
import type { Clock } from '../clock'
import { toSeconds } from '../clock'
import type { Ids } from '../ids'
import type { Store } from '../store/store'
import { execute } from './execute'
import type { Ledger } from './ledger'
import type { LiveRun } from './live-run'
import { prepare } from './prepare'
import type { Slots } from './slots'
import { usageOf } from './usage'

/** The store refused what a run had to write. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure'
}

interface LegOptions {
  readonly entry: ModelEntry
  readonly signal: AbortSignal
  readonly store: Store
  readonly ledger: Ledger
  readonly clock: Clock
  readonly ids: Ids
  readonly slots: Slots
}

/** Runs one leg to its end. Throws what the model throws, `StoreFailure`, or the signal's reason. */
export async function runLeg(live: LiveRun, { entry, signal, store, ledger, clock, ids, slots }: LegOptions) {
  if (entry.queueMs && live.view().stages.length <= 1) await sleep(entry.queueMs, undefined, { signal })
  const release = await slots.acquire(entry.endpoint ?? 'own', signal)
  try {
    const view = live.view()
    if (!view.run) return
    const { input, budget } = await prepare(view.run, { view, store, signal })
    const batches = execute(view.run, input, {
      answer: entry.answer,
      ids,
      now: () => toSeconds(clock()),
      budget,
      usedBefore: usageOf(view),
      takenCallIds: takenCallIds(view.steps),
    })
    for await (const batch of batches) {
      await ledger.exclusive(live.id, async () => {
        await ledger.append(live, stillLegal(batch, live.view())).catch((cause: unknown) => {
          throw new StoreFailure(`Run ${live.id} could not be written.`, { cause })
        })
      })
    }
  } finally {
    release()
  }
}

/**
 * What a leg may still say when its run was moved in the meantime. To one that is being cancelled its words count, and
 * its end does where it came first; to one that rests nothing counts.
 */
function stillLegal(events: readonly StreamEvent[], { run }: RunView): readonly StreamEvent[] {
  if (!run || isTerminal(run.status)) return []
  let { status } = run
  return events.filter(({ data }) => {
    if (!('object' in data) || data.object !== 'thread.run') return true
    if (!canMove(status, data.status)) return false
    status = data.status
    return true
  })
}

const takenCallIds = (steps: ReturnType<LiveRun['view']>['steps']) =>
  new Set(
    steps.flatMap(({ step_details: details }) =>
      details.type === 'tool_calls' ? details.tool_calls.map(({ id }) => id) : [],
    ),
  )

/** A failure in the words of a run's `last_error`. One that is ours, not the model's, tells nothing of our inside. */
export const lastErrorOf = (error: unknown): { lastError: LastError; isOurs: boolean } =>
  error instanceof ModelError
    ? { lastError: { code: error.code, message: error.message }, isOurs: false }
    : {
        lastError: { code: 'server_error', message: 'The server had an error while working on this run.' },
        isOurs: true,
      }
