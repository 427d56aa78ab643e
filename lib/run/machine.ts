import type { LastError, Run } from '@/lib/protocol/run'
import { runStatuses, type RunStatus } from '@/lib/protocol/status'

/** Which status may follow which. The engine, the store's guarded updates, the buttons and the drawing all read it. */
export const next = {
  queued: ['in_progress', 'cancelling', 'cancelled', 'failed', 'expired'],
  in_progress: ['requires_action', 'completed', 'incomplete', 'failed', 'cancelling', 'expired'],
  requires_action: ['queued', 'cancelling', 'cancelled', 'expired'],
  cancelling: ['cancelled', 'completed', 'incomplete', 'failed', 'expired'],
  completed: [],
  incomplete: [],
  failed: [],
  cancelled: [],
  expired: [],
} as const satisfies Record<RunStatus, readonly RunStatus[]>

export const canMove = (from: RunStatus, to: RunStatus) => (next[from] as readonly RunStatus[]).includes(to)

/** The statuses from which `to` may be reached: the guard of an update. */
export const cameFrom = (to: RunStatus) => runStatuses.filter((from) => canMove(from, to))

export const isTerminal = (status: RunStatus) => next[status].length === 0

/** While a run is active its thread takes no messages and no other run. */
export const activeStatuses = runStatuses.filter((status) => !isTerminal(status))

export class IllegalMoveError extends Error {
  override readonly name = 'IllegalMoveError'
  constructor(
    readonly from: RunStatus,
    readonly to: RunStatus,
  ) {
    super(`A run cannot go from ${from} to ${to}.`)
  }
}

/** What a move may set besides the status and its timestamp. */
interface MoveDetail {
  readonly required_action?: Run['required_action']
  readonly last_error?: LastError
  readonly incomplete_details?: Run['incomplete_details']
  readonly usage?: Run['usage']
}

/** The run after a legal move: see `enter`. Throws IllegalMoveError for another. */
export function move(run: Run, to: RunStatus, detail: MoveDetail & { seconds: number }): Run {
  requireMove(run.status, to)
  return enter(run, to, detail)
}

export function requireMove(from: RunStatus, to: RunStatus) {
  if (!canMove(from, to)) throw new IllegalMoveError(from, to)
}

/**
 * The run in a status, from whatever status: an observer checks no moves. `seconds` is the moment, in Unix seconds; it
 * fills the field of the new status.
 */
export function enter(run: Run, to: RunStatus, { seconds, ...detail }: MoveDetail & { seconds: number }): Run {
  return {
    ...run,
    required_action: null,
    ...detail,
    status: to,
    ...(to === 'in_progress' && { started_at: run.started_at ?? seconds }),
    ...(to === 'completed' && { completed_at: seconds }),
    ...(to === 'failed' && { failed_at: seconds }),
    ...(to === 'cancelled' && { cancelled_at: seconds }),
    ...(isTerminal(to) && to !== 'expired' && { expires_at: null }),
  }
}
