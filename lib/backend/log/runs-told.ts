// Runs as they are told of: how a run is followed that this process does not carry. However many follow a run here, the
// store is asked for it once.
import type { LoggedEvent } from '@/lib/protocol/event'
import type { RunStatus } from '@/lib/protocol/status'
import type { Store } from '@/lib/backend/store/store'
import { withResolvers } from '@/lib/backend/with-resolvers'
import { type LogNotice, logGrown } from './run-topics'
import { createTail } from './tail'

/** Of which nothing was told for so long is looked for in the store, all of it together. */
const LOOK_MS = 3_000

/** Of so many in one statement. */
const HEADS = 1_000

/** How a run stands, and what has been stored since by then. */
export interface Standing {
  readonly status: RunStatus | undefined
  readonly events: readonly LoggedEvent[]
}

/** A run that somebody here follows, as far as it was told of since. */
export interface ToldRun {
  /** As of the newest event that `tail` has after `seq`; undefined where the store has to be asked. */
  status(seq: number): RunStatus | undefined
  /** The events after `seq`, or undefined where the store has to be asked. */
  tail(seq: number): readonly LoggedEvent[] | undefined
  /** Asks the store what comes after `seq`: once for all who ask for the same at a time. */
  asked(seq: number, ask: () => Promise<Standing>): Promise<Standing>
  /** Resolves when there is something to look at. Take it before reading. */
  changed(): Promise<void>
  /** Follows it no more. */
  leave(): void
}

export interface RunsTold {
  follow(runId: string): ToldRun
}

interface Following extends Omit<ToldRun, 'leave'> {
  followers: number
  take(notice: Omit<LogNotice, 'run'>): void
  /** Something may have been missed, or the store cannot be asked: whoever follows asks it. */
  doubt(): void
  /** Whether nothing was told of it since it was asked last. */
  isSilent(): boolean
}

/** Follows the runs of one connection. Undefined where no other instance can carry them. */
export function createRunsTold({ notifier, runs }: Pick<Store, 'notifier' | 'runs'>): RunsTold | undefined {
  if (!notifier.isShared) return undefined
  const followed = new Map<string, Following>()
  let timer: NodeJS.Timeout | undefined
  notifier.listen(logGrown, (notice) => followed.get(notice.run)?.take(notice))
  notifier.onMissed(() => void lookAt([...followed.keys()]))

  async function lookAt(ids: readonly string[]) {
    for (let at = 0; at < ids.length; at += HEADS) {
      const some = ids.slice(at, at + HEADS)
      try {
        const heads = await runs.heads(some)
        for (const { id, status, lastSeq } of heads) followed.get(id)?.take({ status, last_seq: lastSeq })
        const known = new Set(heads.map(({ id }) => id))
        for (const id of some) if (!known.has(id)) followed.get(id)?.doubt()
      } catch {
        // Whoever follows them meets the error.
        for (const id of some) followed.get(id)?.doubt()
      }
    }
  }

  function lookLater() {
    if (followed.size === 0) return
    timer ??= setTimeout(() => {
      const silent = [...followed].flatMap(([id, run]) => (run.isSilent() ? id : []))
      void lookAt(silent).then(() => {
        timer = undefined
        lookLater()
      })
    }, LOOK_MS).unref()
  }

  return {
    follow(runId) {
      const run = followed.get(runId) ?? createFollowing()
      followed.set(runId, run)
      run.followers += 1
      lookLater()
      return {
        ...run,
        leave() {
          run.followers -= 1
          if (run.followers === 0 && followed.get(runId) === run) followed.delete(runId)
        },
      }
    },
  }
}

function createFollowing(): Following {
  const tail = createTail(0)
  const asking = new Map<number, Promise<Standing>>()
  let status: RunStatus | undefined
  let lastSeq = 0
  let wasTold = true
  let signal = withResolvers()

  function wake() {
    // What is asked for now was not known then.
    asking.clear()
    const { resolve } = signal
    signal = withResolvers()
    resolve()
  }

  return {
    followers: 0,

    take({ status: told, last_seq, events }) {
      if (last_seq < lastSeq || (last_seq === lastSeq && told === status)) return
      wasTold = true
      if (last_seq > lastSeq) {
        const added = events?.filter(({ seq }) => seq > lastSeq)
        // Nothing was told before these, or something in between has been missed.
        if (added?.[0] && added[0].seq > lastSeq + 1) tail.forget(added[0].seq - 1)
        if (added) tail.add(added)
        else tail.forget(last_seq)
        lastSeq = last_seq
      }
      status = told
      wake()
    },

    doubt() {
      status = undefined
      wake()
    },

    isSilent() {
      const isSilent = !wasTold
      wasTold = false
      return isSilent
    },

    status: (seq) => (lastSeq < seq ? undefined : status),
    tail: (seq) => (status === undefined || lastSeq < seq ? undefined : tail.after(seq)),
    changed: () => signal.promise,

    asked(seq, ask) {
      const underway = asking.get(seq)
      if (underway) return underway
      const answer = ask().finally(() => {
        if (asking.get(seq) === answer) asking.delete(seq)
      })
      asking.set(seq, answer)
      return answer
    },
  }
}
