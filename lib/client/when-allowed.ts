import { ApiError } from '@/lib/protocol/error'
import { pause } from './pause'

const FIRST_MS = 1_000
const MAX_TRIES = 8

interface WhenAllowed {
  readonly signal?: AbortSignal | undefined
  /** Waits; resolves at an abort as well. */
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<void>
}

/** Does what may be asked too often: after 429 it waits as long as the answer says, and asks again. */
export async function whenAllowed<T>(work: () => Promise<T>, { signal, wait = pause }: WhenAllowed = {}): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 429 || tries === MAX_TRIES || signal?.aborted) throw error
      const { retryAfterSeconds } = error
      await wait(retryAfterSeconds === undefined ? FIRST_MS * 2 ** (tries - 1) : retryAfterSeconds * 1000, signal)
      if (signal?.aborted) throw error
    }
  }
}
