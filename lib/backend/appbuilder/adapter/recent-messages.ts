import type { Clock } from '@/lib/backend/clock'

/** For so long what a message's comparison has brought counts as how the thread stands, in milliseconds. */
const MOMENT_MS = 2_000

export type RecentMessages = ReturnType<typeof createRecentMessages>

/**
 * On which threads something was said from here a moment ago. Each message is preceded by a comparison with the
 * account: the run that follows it at once needs no other.
 */
export function createRecentMessages(clock: Clock) {
  const moments = new Map<string, number>()
  const isPast = (ms: number) => clock() - ms > MOMENT_MS
  return {
    note(threadId: string) {
      for (const [id, ms] of moments) if (isPast(ms)) moments.delete(id)
      moments.set(threadId, clock())
    },
    has: (threadId: string) => !isPast(moments.get(threadId) ?? -Infinity),
  }
}
