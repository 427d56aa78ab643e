import type { Clock } from '@/lib/backend/clock'
import type { TransferProgress } from '@/lib/protocol/transfer'

/** Over how long a time the rate is taken. */
const LATELY_MS = 10_000

interface Counted {
  readonly done: number
  /** Without those that were only found again after a stop: finding takes no time to speak of. */
  readonly fresh: number
}

/** Measures how fast something goes on, from where it begins. */
export function createProgress(clock: Clock, total: number | null, doneBefore = 0) {
  let done = doneBefore
  let samples: readonly { readonly at: number; readonly fresh: number }[] = [{ at: clock(), fresh: 0 }]
  let waitsUntilMs: number | null = null
  return {
    reach(counted: Counted) {
      const at = clock()
      done = counted.done
      samples = [...samples.filter((sample) => at - sample.at < LATELY_MS), { at, fresh: counted.fresh }]
    },
    /** For how many milliseconds it stands still; null when it goes on. */
    wait(ms: number | null) {
      waitsUntilMs = ms === null ? null : clock() + ms
    },
    told(): TransferProgress {
      const [first, last] = [samples[0], samples.at(-1)]
      const ms = (last?.at ?? 0) - (first?.at ?? 0)
      const fresh = (last?.fresh ?? 0) - (first?.fresh ?? 0)
      const rate = ms > 0 && fresh > 0 ? (fresh * 1000) / ms : null
      const seconds_left = total !== null && rate !== null ? Math.max(0, total - done) / rate : null
      const waits_seconds = waitsUntilMs === null ? null : Math.max(0, Math.ceil((waitsUntilMs - clock()) / 1000))
      return { done, total, rate, seconds_left, waits_seconds }
    },
  }
}
