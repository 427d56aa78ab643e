import type { Run } from '@/lib/protocol/run'

/** A deadline is near when half of a short lifetime is left, or these ms of a long one. */
const NEAR_SHARE = 0.5
const NEAR_MS = 120_000

/** How long a run may still take, in ms, where that is little; undefined otherwise. `now` is Unix ms. */
export function littleTimeLeft(
  { expires_at, created_at }: Pick<Run, 'expires_at' | 'created_at'>,
  now: number,
): number | undefined {
  if (expires_at === null) return undefined
  const left = expires_at * 1000 - now
  return left > 0 && left <= Math.min(NEAR_MS, (expires_at - created_at) * 1000 * NEAR_SHARE) ? left : undefined
}
