import type { Clock } from '@/lib/backend/clock'
import type { TransferProgress } from '@/lib/protocol/transfer'

/** Over how long a time the rate is taken. */
const LATELY_MS = 10_000

/** Measures how fast something goes on. */
export function createProgress(clock: Clock, total: number | null) {
  let samples: readonly { readonly at: number; readonly done: number }[] = [{ at: clock(), done: 0 }]
  return {
    reach(done: number) {
      const at = clock()
      samples = [...samples.filter((sample) => at - sample.at < LATELY_MS), { at, done }]
    },
    told(): TransferProgress {
      const [first, last] = [samples[0], samples.at(-1)]
      const done = last?.done ?? 0
      const ms = (last?.at ?? 0) - (first?.at ?? 0)
      const rate = ms > 0 ? ((done - (first?.done ?? 0)) * 1000) / ms : null
      const left = total !== null && rate ? Math.max(0, total - done) / rate : null
      return { done, total, rate, seconds_left: left }
    },
  }
}
