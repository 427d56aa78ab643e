// A run and its handler, after `AssistantStreamManager` of the Python SDK 1.1.4 (threads/runs/stream_helper.py).
import { AssistantEventHandler } from './assistant-event-handler'
import type { RunStream } from './read-run-events'
import type { StreamRunEvent } from './stream-event'

/** A streamed run together with the handler of its events. Iterate it, or call `untilDone`. */
export class AssistantStreamManager<
  Handler extends AssistantEventHandler = AssistantEventHandler,
> implements AsyncIterable<StreamRunEvent> {
  /** The caller's own handler, or a plain one that only keeps the context. */
  readonly handler: Handler
  readonly #stream: RunStream

  constructor(stream: RunStream, handler?: Handler) {
    this.#stream = stream
    // Without a handler of their own callers see the plain class.
    this.handler = handler ?? (new AssistantEventHandler() as Handler)
    this.handler.attach(stream)
  }

  /** Where the run stands: the handler's own. */
  get streamRunContext() {
    return this.handler.streamRunContext
  }

  /** Reads to the end of the run. */
  untilDone(): Promise<void> {
    return this.handler.untilDone()
  }

  /** Stops reading, also where somebody waits for the next event, and lets the connection go. The run goes on. */
  close(): Promise<void> {
    return this.#stream.close()
  }

  [Symbol.asyncIterator](): AsyncGenerator<StreamRunEvent> {
    return this.handler[Symbol.asyncIterator]()
  }
}
