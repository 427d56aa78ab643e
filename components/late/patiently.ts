import { pause } from '@/lib/client/pause'

const FIRST_WAIT_MS = 500
const MAX_WAIT_MS = 8_000

interface RetryOptions {
  /** Called after every failed try. */
  readonly onFailure?: (error: unknown) => void
  readonly wait?: (ms: number) => Promise<void>
}

/**
 * Loads a part that the page needs and that no click asked for: tried again until it is loaded, after 0.5 s first, then
 * twice as long each time up to 8 s, and at once when the network is back. Never rejects.
 */
export async function patiently<T>(
  load: () => Promise<T>,
  { onFailure, wait = pause }: RetryOptions = {},
): Promise<Awaited<T>> {
  for (let failures = 0; ; failures++) {
    try {
      return await load()
    } catch (error) {
      onFailure?.(error)
      await wait(Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** failures))
    }
  }
}
