import type { LoggedEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import type { RunView } from '@/lib/run/fold'
import { isTerminal } from '@/lib/run/machine'
import type { Store } from '@/lib/backend/store/store'
import { runsWritten } from '@/lib/backend/telemetry'
import { traceKept } from './kept-trace'
import type { Changes } from './changes'
import type { LiveRun } from './live-run'
import { type LogNotice, logGrown } from './run-topics'
import { type Touch, touchedIn } from './touch'

/** Events of a run that are stored, and the run as they leave it. */
export interface Appended {
  readonly events: readonly LoggedEvent[]
  readonly after: RunView
  readonly touch: Touch
}

interface TellerOptions {
  readonly store: Pick<Store, 'notifier' | 'connection' | 'records'>
  readonly changes: Pick<Changes, 'publish'>
  /** Called when a run came to rest. */
  readonly onRest: (live: LiveRun) => void
}

/** Tells all who follow a run, here and on other instances, of what is stored. */
export function createTeller({ store, changes, onRest }: TellerOptions) {
  function measure(before: Run | null, after: Run | null, events: readonly LoggedEvent[]) {
    if (!after || !runsWritten.isHeard()) return
    const { connection, records } = store
    runsWritten.tell({ connection, before, after, events, trace: () => traceKept(records, after.id) })
  }

  function announce(before: Run | null, { run, messages }: RunView, touch: Touch) {
    if (!run) return
    if (before?.status !== run.status) {
      changes.publish({ kind: 'run', verb: 'put', id: run.id, thread_id: run.thread_id, status: run.status })
    }
    for (const { id, status } of touchedIn(messages, touch.messages)) {
      if (status === 'in_progress') continue
      changes.publish({ kind: 'message', verb: 'put', id, thread_id: run.thread_id, status: null })
    }
  }

  return {
    /** What was written without an event. */
    settled(before: Run | null, after: RunView, touch: Touch) {
      announce(before, after, touch)
      measure(before, after.run, [])
    },

    appended(live: LiveRun, { events, after, touch }: Appended) {
      const before = live.view()
      live.advance(after, events)
      if (after.run) {
        const grown: LogNotice = { run: live.id, status: after.run.status, last_seq: after.lastSeq }
        store.notifier.tell(logGrown, { ...grown, events }, grown)
      }
      announce(before.run, after, touch)
      measure(before.run, after.run, events)
      if (after.run && isTerminal(after.run.status) && !(before.run && isTerminal(before.run.status))) onRest(live)
    },
  }
}
