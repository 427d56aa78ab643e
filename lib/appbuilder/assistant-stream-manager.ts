import { AssistantEventHandler } from './assistant-event-handler'
import type { StreamRunEvent } from './stream-event'

/** A streamed run together with the handler that is told of it. Iterate it, or call `untilDone`. */
export class AssistantStreamManager<
  Handler extends AssistantEventHandler = AssistantEventHandler,
> implements AsyncIterable<StreamRunEvent> {
  /** The caller's own handler, or a plain one that only keeps the context. */
  readonly handler: Handler
  readonly #events: AsyncGenerator<StreamRunEvent>

  constructor(events: AsyncGenerator<StreamRunEvent>, handler?: Handler) {
    this.#events = events
    // Without a handler of their own callers see the plain class.
    this.handler = handler ?? (new AssistantEventHandler() as Handler)
    this.handler.attach(events)
  }

  /** Reads to the end of the run. */
  untilDone(): Promise<void> {
    return this.handler.untilDone()
  }

  /** Stops reading. The run itself goes on. */
  async close(): Promise<void> {
    await this.#events.return(undefined)
  }

  [Symbol.asyncIterator](): AsyncGenerator<StreamRunEvent> {
    return this.handler[Symbol.asyncIterator]()
  }
}
