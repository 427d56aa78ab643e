import { internalError, ApiError } from '@/lib/protocol/error'
import type { Run } from '@/lib/protocol/run'
import { toFrame } from '@/lib/protocol/sse'
import { emptyView, fold, type RunView } from '@/lib/run/fold'
import { endingWith } from '@/lib/backend/wire/leg-stream'
import { eventStream } from '@/lib/backend/wire/event-stream'
import type { FaceServices } from './context'
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
        return writer.tell([brokenEnd(run, message, writer.state)])
      },
    },
  )
}

type FrameWriter = ReturnType<typeof createFrameWriter>

/** Numbers events from 1, both classes together, and keeps what they are told from. */
function createFrameWriter() {
  let lastId = 0
  const state: { view: RunView; extras: Awaited<ReturnType<FaceServices['keep']['run']>> } = {
    view: emptyView,
    extras: undefined,
  }
  return {
    state,
    tell: (events: readonly FaceEvent[]) =>
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

async function* framesOf({ wire, keep }: FaceServices, { run, after, signal, writer }: Framing) {
  const { state, tell } = writer
  state.extras = await keep.run(run.id)
  for await (const event of wire.log(run.id, signal)) {
    state.view = fold(state.view, [event])
    // Others may have answered some of the calls meanwhile.
    if (event.event === 'thread.run.requires_action') state.extras = await keep.run(run.id)
    const isResumed = after > 0 && event.seq === after
    const events = isResumed ? resumed(run, state) : event.seq > after ? toFaceEvents(event, state) : []
    if (events.length > 0) yield tell(events)
  }
}

/** A stream that goes on where another ended names the run once more, and the calls that it still waits for. */
const resumed = (run: Run, state: FrameWriter['state']): readonly FaceEvent[] => [
  runBegin(run, state),
  ...(run.status === 'requires_action' ? [toolCalls(run, state)] : []),
]
