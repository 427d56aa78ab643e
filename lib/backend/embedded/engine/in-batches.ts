import { setImmediate as immediate } from 'node:timers/promises'
import { withResolvers } from '@/lib/backend/with-resolvers'

/** Where a source is made to wait until what it said is taken. */
const MAX_PENDING = 1_000

interface BatchOptions<T> {
  /** What is there before the source says anything. */
  readonly ahead?: readonly T[]
  /** What must not wait for the interval. */
  readonly isUrgent: (item: T) => boolean
  /** How long the first batch is gathered; without it, it is handed on at once. */
  readonly firstMs?: number
  readonly intervalMs: number
}

/** What has arrived from a source and was not yet handed on. */
interface Intake<T> {
  pending: T[]
  hasUrgent: boolean
  isOver: boolean
  failure: { readonly error: unknown } | null
  /** Resolves when there is something to hand on. */
  arrived: ReturnType<typeof withResolvers<void>>
  /** Resolves when what is pending has to be handed on. */
  due: ReturnType<typeof withResolvers<void>>
  taken: ReturnType<typeof withResolvers<void>>
}

/**
 * Hands on what a source says in batches: at once when something urgent is among it or nothing came lately, else at
 * most every `intervalMs`. What a source says in one breath stays together. An error comes after all items before it.
 */
export async function* inBatches<T>(source: AsyncIterable<T>, options: BatchOptions<T>): AsyncGenerator<T[]> {
  const intake: Intake<T> = {
    pending: [...(options.ahead ?? [])],
    hasUrgent: false,
    isOver: false,
    failure: null,
    arrived: withResolvers(),
    due: withResolvers(),
    taken: withResolvers(),
  }
  void fill(intake, source, options.isUrgent)
  let end = options.firstMs === undefined ? -Infinity : performance.now() + options.firstMs
  try {
    while (await hasMore(intake)) {
      await settle(intake, end)
      end = performance.now() + options.intervalMs
      yield take(intake)
    }
  } finally {
    intake.isOver = true
    intake.taken.resolve()
  }
  if (intake.failure) throw intake.failure.error
}

/** Never rejects: what goes wrong is kept for the reader. */
async function fill<T>(intake: Intake<T>, source: AsyncIterable<T>, isUrgent: (item: T) => boolean) {
  try {
    for await (const item of source) {
      if (intake.isOver) return
      intake.pending.push(item)
      intake.hasUrgent ||= isUrgent(item)
      intake.arrived.resolve()
      if (isDue(intake)) intake.due.resolve()
      if (intake.pending.length >= MAX_PENDING) await intake.taken.promise
    }
  } catch (error) {
    intake.failure = { error }
  } finally {
    intake.isOver = true
    intake.arrived.resolve()
    intake.due.resolve()
  }
}

const isDue = <T>({ hasUrgent, isOver, pending }: Intake<T>) => hasUrgent || isOver || pending.length >= MAX_PENDING

async function hasMore<T>(intake: Intake<T>): Promise<boolean> {
  while (intake.pending.length === 0 && !intake.isOver) {
    intake.arrived = withResolvers()
    await intake.arrived.promise
  }
  return intake.pending.length > 0
}

/** Waits until `end`, or until what is pending is due, and then for what the source has at hand. */
async function settle<T>(intake: Intake<T>, end: number) {
  while (!isDue(intake) && performance.now() < end) {
    intake.due = withResolvers()
    const timer = setTimeout(intake.due.resolve, end - performance.now())
    await intake.due.promise
    clearTimeout(timer)
  }
  await immediate()
}

function take<T>(intake: Intake<T>): T[] {
  const batch = intake.pending
  intake.pending = []
  intake.hasUrgent = false
  intake.taken.resolve()
  intake.taken = withResolvers()
  return batch
}
