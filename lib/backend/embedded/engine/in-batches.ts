import { setImmediate as immediate } from 'node:timers/promises'
import { withResolvers } from './with-resolvers'

/** Where a source is made to wait until what it said is taken. */
const MOST = 1_000

interface BatchOptions<T> {
  /** What must not wait for the interval. */
  readonly isUrgent: (item: T) => boolean
  readonly intervalMs: number
}

/**
 * Hands on what a source says in batches: at once when something urgent is among it or nothing came lately, else at
 * most every `intervalMs`. What a source says in one breath stays together. An error comes after all items before it.
 */
export async function* inBatches<T>(source: AsyncIterable<T>, { isUrgent, intervalMs }: BatchOptions<T>): AsyncGenerator<T[]> {
  let pending: T[] = []
  let isHasty = false
  let isOver = false
  let failure: { readonly error: unknown } | undefined
  let arrived = withResolvers()
  let taken = withResolvers()

  async function pump() {
    try {
      for await (const item of source) {
        if (isOver) return
        pending.push(item)
        isHasty ||= isUrgent(item)
        arrived.resolve()
        if (pending.length >= MOST) await taken.promise
      }
    } catch (error) {
      failure = { error }
    } finally {
      isOver = true
      arrived.resolve()
    }
  }

  async function settle(since: number) {
    const end = since + intervalMs
    while (!isHasty && !isOver && pending.length < MOST && performance.now() < end) {
      arrived = withResolvers()
      const timer = setTimeout(arrived.resolve, end - performance.now())
      await arrived.promise
      clearTimeout(timer)
    }
    await immediate()
  }

  void pump()
  let last = -Infinity
  try {
    for (;;) {
      if (pending.length === 0) {
        if (isOver) break
        arrived = withResolvers()
        await arrived.promise
        continue
      }
      await settle(last)
      const batch = pending
      pending = []
      isHasty = false
      taken.resolve()
      taken = withResolvers()
      last = performance.now()
      yield batch
    }
  } finally {
    isOver = true
    taken.resolve()
  }
  if (failure) throw failure.error
}
