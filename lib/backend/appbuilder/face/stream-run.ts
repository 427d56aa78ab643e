import { internalError, ApiError } from '@/lib/protocol/error'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import { toFrame } from '@/lib/protocol/sse'
import { readLog } from '@/lib/wire-client/read-log'
import { emptyView, fold, type RunView } from '@/lib/run/fold'
import { endingWith } from '@/lib/backend/wire/leg-stream'
import { eventStream } from '@/lib/backend/wire/event-stream'
import type { FaceServices } from './context'
import { settles, viewUpTo } from './follow-run'
import { brokenEnd, runBegin, toFaceEvents, toolCalls, type FaceEvent } from './stream-events'

/**
 * A run's whole life as one stream. It stays open while the run waits for outputs, whoever brings them, and closes
 * behind `run_end`: this wire has no end marker. Leaving it stops nothing but the telling.
 */
export function streamRun(services: FaceServices, run: Run, after: number): Response {
  const gone = new AbortController()
  const writer = createFrameWriter()
  const frames = framesOf(services, { run, after, signal: gone.signal, writer })
  return eventStream(
    endingWith(frames, () => gone.abort()),
    {
      onError: (error) => {
        const { message } = error instanceof ApiError ? error : internalError()
        return writer.toFrames([brokenEnd(run, message, writer.state)])
      },
    },
  )
}

type FrameWriter = ReturnType<typeof createFrameWriter>

/** Numbers events from 1, both classes together, and keeps the state that they are made from. */
function createFrameWriter() {
  let lastId = 0
  const state: { view: RunView; extras: Awaited<ReturnType<FaceServices['extrasStore']['run']>> } = {
    view: emptyView,
    extras: undefined,
  }
  return {
    state,
    toFrames: (events: readonly FaceEvent[]) =>
      events
        .map(({ event, data }) => toFrame({ event, data: JSON.stringify({ event, send_id: ++lastId, ...data }) }))
        .join(''),
  }
}

interface Framing {
  readonly run: Run
  readonly after: number
  readonly signal: AbortSignal
  readonly writer: FrameWriter
}

async function* framesOf(services: FaceServices, { run, after, signal, writer }: Framing) {
  const { wire, extrasStore, views } = services
  const { state, toFrames } = writer
  state.extras = await extrasStore.run(run.id)
  state.view = await viewUpTo(services, run.id, { after, signal })
  if (after > 0) yield toFrames(resumed(run, state))
  for await (const batch of readLog(wire, { runId: run.id, after, signal })) {
    for (const events of upToObjects(batch)) {
      state.view = fold(state.view, events)
      if (events.some(settles)) {
        views.keep(run.id, state.view)
        // Others may have answered some of the calls meanwhile.
        state.extras = await extrasStore.run(run.id)
      }
      const sent = events.flatMap((event) => toFaceEvents(event, state))
      if (sent.length > 0) yield toFrames(sent)
    }
  }
}

/** In pieces that are folded at once: an object is sent as its own event leaves it, and deltas are sent alone. */
function* upToObjects(events: readonly LoggedEvent[]): Generator<readonly LoggedEvent[]> {
  let start = 0
  for (const [index, { event }] of events.entries()) {
    if (event.endsWith('.delta') && index < events.length - 1) continue
    yield events.slice(start, index + 1)
    start = index + 1
  }
}

/** A stream that goes on where another ended names the run once more, and the calls that it still waits for. */
const resumed = (run: Run, state: FrameWriter['state']): readonly FaceEvent[] => [
  runBegin(run, state),
  ...(run.status === 'requires_action' ? [toolCalls(run, state)] : []),
]
