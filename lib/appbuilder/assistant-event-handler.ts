// What a stream calls back, after `AssistantEventHandler` of the Python SDK 1.1.4 (threads/runs/stream_helper.py).
import { AppBuilderCallbackError } from './error'
import type { StreamRunEvent, StreamRunMessage, StreamRunStatus, StreamRunStatusOf } from './stream-event'
import { StreamRunContext } from './stream-run-context'

/**
 * Is told what happens to a streamed run. Extend it and override what you want to hear of; what a method returns is
 * awaited before the next event is read. Iterate it, or call `untilDone`. What a method throws ends the reading and is
 * thrown as `AppBuilderCallbackError`.
 */
export class AssistantEventHandler implements AsyncIterable<StreamRunEvent> {
  /** Where the run stands, up to date when a method is called. */
  readonly streamRunContext = new StreamRunContext()
  #events: AsyncGenerator<StreamRunEvent> | undefined

  /** A piece of the answer. */
  messages(_event: StreamRunMessage): void | Promise<void> {}
  /** The run exists; its ids are known from here on. */
  runBegin(_event: StreamRunStatusOf<'run_begin'>): void | Promise<void> {}
  /** The run is over: completed, cancelled, failed or expired. */
  runEnd(_event: StreamRunStatusOf<'run_end'>): void | Promise<void> {}
  /** Somebody has asked the run to stop. */
  runCancelling(_event: StreamRunStatusOf<'run_cancelling'>): void | Promise<void> {}
  /** A step begins; those that write a message are called tool steps as well. */
  toolStepBegin(_event: StreamRunStatusOf<'tool_step_begin'>): void | Promise<void> {}
  /** A step is over. */
  toolStepEnd(_event: StreamRunStatusOf<'tool_step_end'>): void | Promise<void> {}
  /** The run waits for functions; answer them with `runs.submitToolOutputs`. */
  toolCalls(_event: StreamRunStatusOf<'tool_calls'>): void | Promise<void> {}
  /** What was submitted has arrived. */
  toolSubmittedOutput(_event: StreamRunStatusOf<'tool_submitted_output'>): void | Promise<void> {}
  /** A message begins; its pieces follow. */
  messageCreation(_event: StreamRunStatusOf<'message_creation'>): void | Promise<void> {}

  /**
   * Takes the events of a run and forgets the run before. Called by the stream's manager; a handler serves one run
   * at a time.
   */
  attach(events: AsyncIterable<StreamRunEvent>) {
    this.streamRunContext.resetStepContext()
    this.streamRunContext.setCurrentRunId(null)
    this.streamRunContext.setCurrentThreadId(null)
    this.streamRunContext.setCurrentAssistantId(null)
    this.#events = this.#heard(events)
  }

  /** Reads to the end of the run. */
  async untilDone(): Promise<void> {
    for await (const event of this) void event
  }

  [Symbol.asyncIterator](): AsyncGenerator<StreamRunEvent> {
    if (!this.#events) throw new Error('This handler was not given a run: use runs.streamRunWithHandler.')
    return this.#events
  }

  async *#heard(events: AsyncIterable<StreamRunEvent>): AsyncGenerator<StreamRunEvent> {
    for await (const event of events) {
      this.streamRunContext.resetStepContext()
      this.streamRunContext.setCurrentEvent(event)
      if (event.event === 'message') await called('messages', () => this.messages(event))
      else await this.#tell(event)
      yield event
    }
  }

  #tell(event: StreamRunStatus): void | Promise<void> {
    const context = this.streamRunContext
    switch (event.event_type) {
      case 'run_begin': {
        const run = event.details?.run_object
        if (run) {
          context.setCurrentRunId(run.id)
          context.setCurrentAssistantId(run.assistant_id)
          context.setCurrentThreadId(run.thread_id)
        }
        return called('runBegin', () => this.runBegin(event))
      }
      case 'run_end':
        return called('runEnd', () => this.runEnd(event))
      case 'run_cancelling':
        return called('runCancelling', () => this.runCancelling(event))
      case 'tool_step_begin':
        context.setCurrentRunStepId(event.details?.run_step_object?.id ?? null)
        return called('toolStepBegin', () => this.toolStepBegin(event))
      case 'tool_step_end':
        context.setCurrentRunStepId(event.details?.run_step_object?.id ?? null)
        return called('toolStepEnd', () => this.toolStepEnd(event))
      case 'tool_calls':
        context.setCurrentToolCalls(event.details?.tool_calls ?? null)
        return called('toolCalls', () => this.toolCalls(event))
      case 'tool_submitted_output':
        return called('toolSubmittedOutput', () => this.toolSubmittedOutput(event))
      case 'message_creation':
        return called('messageCreation', () => this.messageCreation(event))
      case 'other':
        return undefined
    }
  }
}

async function called(name: string, callback: () => void | Promise<void>) {
  try {
    await callback()
  } catch (cause) {
    throw new AppBuilderCallbackError(name, cause)
  }
}
