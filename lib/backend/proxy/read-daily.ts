// One reading of a backend's list after the other, each day, from wherever the last one stands.
import { ApiError } from '@/lib/protocol/error'
import { withResolvers } from '@/lib/backend/with-resolvers'
import { type KeptListing, newListing, underway } from './kept-listing'
import { checkUnlisted, type Reading, readContents, readList } from './read-listing'

const DAY_MS = 86_400_000
/** Until what has failed is tried again. */
const HOUR_MS = 3_600_000

export interface DailyOptions extends Pick<Reading, 'recording' | 'signal'> {
  /** Keeps how far it has come. What throws here ends it. */
  readonly put: (kept: KeptListing) => Promise<void>
  /** Told how long the backend has asked to wait, and with null that it goes on. */
  readonly onWaiting: (ms: number | null, kept: KeptListing) => void
}

/** Throws when it is stopped. */
export async function readDaily(first: KeptListing, { recording, signal, put, onWaiting }: DailyOptions) {
  const { clock, sleep, report } = recording
  let kept = first
  const keep = async (change: Partial<KeptListing>) => {
    signal.throwIfAborted()
    kept = { ...kept, ...change }
    await put(kept)
  }
  const reading: Reading = {
    ...{ recording, signal, keep, kept: () => kept },
    wait: (ms) => waitUnless(signal, (own) => sleep(ms, own)),
    onWaiting: (ms) => onWaiting(ms, kept),
  }
  for (;;) {
    if (kept.status === 'running') {
      await readOnce(reading).catch(async (error: unknown) => {
        signal.throwIfAborted()
        report('The list of a backend’s threads could not be read.', error)
        await keep({ status: 'failed', error: error instanceof ApiError ? error.message : null })
      })
    }
    const isFailed = kept.status === 'failed'
    await reading.wait(isFailed ? HOUR_MS : Math.max(0, (kept.complete_ms ?? 0) + DAY_MS - clock()))
    await keep(isFailed ? underway(kept) : newListing(clock(), kept))
  }
}

async function readOnce(reading: Reading): Promise<void> {
  const { recording, kept, keep } = reading
  await keep({})
  if (kept().phase === 'listing') {
    await readList(reading)
    await keep({ phase: 'checking' })
  }
  if (kept().phase === 'checking') {
    await checkUnlisted(reading)
    await keep({ phase: 'reading', complete_ms: recording.clock(), listed_before: kept().listed })
  }
  await readContents(reading)
  await keep({ status: 'complete' })
}

/** Waits; throws the signal's reason at once when it is aborted, whatever the waiting does. */
async function waitUnless(signal: AbortSignal, waiting: (signal: AbortSignal) => Promise<void>): Promise<void> {
  signal.throwIfAborted()
  const aborted = withResolvers()
  const leave = () => aborted.resolve()
  signal.addEventListener('abort', leave)
  await Promise.race([waiting(signal).catch(() => undefined), aborted.promise])
  signal.removeEventListener('abort', leave)
  signal.throwIfAborted()
}
