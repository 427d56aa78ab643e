// The events of one leg of a run, as a streaming request of the wire gets them.
import type { LoggedEvent } from '@/lib/protocol/event'
import { toFrame } from '@/lib/protocol/sse'
import type { RunStatus } from '@/lib/protocol/status'
import { isTerminal } from '@/lib/run/machine'
import { eventOnWire, type Included } from '@/lib/run/search-content'
import { isOnWire } from '@/lib/run/step-notes'
import type { Watch } from '@/lib/backend/log/watch'
import { eventStream, framesOf, wireFrame } from './event-stream'
import { toApiError } from './to-api-error'

/** A leg's stream is over when the run rests or waits for its caller. */
const isLegOver = (status: RunStatus) => isTerminal(status) || status === 'requires_action'

/** The last frame of a stream that breaks off: what is not done says no `done`. */
export const errorFrame = (error: unknown) =>
  toFrame({ event: 'error', data: JSON.stringify({ error: toApiError(error).body }) })

interface Leg {
  /** The number of the event behind which it begins. */
  readonly after: number
  /** What a client asks for beside what all of them get; everything without it. */
  readonly included?: Included
}

export function streamLeg({ watch }: { readonly watch: Watch }, runId: string, { after, included }: Leg): Response {
  const gone = new AbortController()
  const events = watch(runId, { after, isOver: isLegOver, signal: gone.signal })
  const frames = framesOf(onWire(untilLegOver(events), included), wireFrame)
  return eventStream(
    endingWith(frames, () => gone.abort()),
    { onError: errorFrame, run: runId },
  )
}

/** Whoever reads late finds the next legs in the log, too. */
async function* untilLegOver(batches: AsyncIterable<readonly LoggedEvent[]>) {
  for await (const batch of batches) {
    const end = batch.findIndex(
      ({ data }) => 'object' in data && data.object === 'thread.run' && isLegOver(data.status),
    )
    yield end < 0 ? batch : batch.slice(0, end + 1)
    if (end >= 0) return
  }
}

/** The batches without what only the playground tells. */
async function* onWire(
  batches: AsyncIterable<readonly LoggedEvent[]>,
  included: Included = { searchContent: true },
): AsyncGenerator<readonly LoggedEvent[]> {
  for await (const batch of batches) yield batch.filter(isOnWire).map((event) => eventOnWire(event, included))
}

/** An iterator whose `return` first sets free what `next` may be waiting for. */
export function endingWith(frames: AsyncGenerator<string>, release: () => void): AsyncIterator<string> {
  return {
    next: () => frames.next(),
    return: () => {
      release()
      return frames.return(undefined)
    },
  }
}
