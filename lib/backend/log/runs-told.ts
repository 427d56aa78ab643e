// Runs as they are told of: how a run is followed that this process does not carry.
import type { LoggedEvent } from '@/lib/protocol/event'
import type { RunStatus } from '@/lib/protocol/status'
import type { Notifier } from '@/lib/backend/notifier'
import { withResolvers } from '@/lib/backend/with-resolvers'
import { type LogNotice, logGrown } from './run-topics'
import { createTail } from './tail'

/** Whoever waits for a run looks into the store after this time, whether or not something was told. */
const LOOK_MS = 3_000

/** A run that somebody here follows, as far as it was told of since. */
export interface ToldRun {
  /** As of the newest event that `tail` has after `seq`; undefined where the store has to be asked. */
  status(seq: number): RunStatus | undefined
  /** The events after `seq`, or undefined where the store has to be asked. */
  tail(seq: number): readonly LoggedEvent[] | undefined
  /** Resolves when there is something to look at, and after a few seconds in any case. Take it before reading. */
  changed(): Promise<void>
  /** Follows it no more. */
  leave(): void
}

export interface RunsTold {
  follow(runId: string): ToldRun
}

interface Following extends Omit<ToldRun, 'leave'> {
  followers: number
  take(notice: LogNotice): void
  /** Something may have been missed. */
  doubt(): void
}

/** Follows the runs of one connection. Undefined where no other instance can carry them. */
export function createRunsTold(notifier: Notifier): RunsTold | undefined {
  if (!notifier.isShared) return undefined
  const followed = new Map<string, Following>()
  notifier.listen(logGrown, (notice) => followed.get(notice.run)?.take(notice))
  notifier.onMissed(() => {
    for (const run of followed.values()) run.doubt()
  })
  return {
    follow(runId) {
      const run = followed.get(runId) ?? createFollowing()
      followed.set(runId, run)
      run.followers += 1
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
  let status: RunStatus | undefined
  let lastSeq = 0
  let signal = withResolvers()
  let timer: NodeJS.Timeout | undefined

  function wake() {
    clearTimeout(timer)
    timer = undefined
    const { resolve } = signal
    signal = withResolvers()
    resolve()
  }

  function doubt() {
    status = undefined
    wake()
  }

  return {
    followers: 0,
    take({ status: told, last_seq, events }) {
      if (last_seq <= lastSeq) return
      const added = events?.filter(({ seq }) => seq > lastSeq)
      // Nothing was told before these, or something in between has been missed.
      if (added?.[0] && added[0].seq > lastSeq + 1) tail.forget(added[0].seq - 1)
      if (added) tail.add(added)
      else tail.forget(last_seq)
      lastSeq = last_seq
      status = told
      wake()
    },
    doubt,
    status: (seq) => (lastSeq < seq ? undefined : status),
    tail: (seq) => (status === undefined || lastSeq < seq ? undefined : tail.after(seq)),
    changed() {
      timer ??= setTimeout(doubt, LOOK_MS).unref()
      return signal.promise
    },
  }
}
