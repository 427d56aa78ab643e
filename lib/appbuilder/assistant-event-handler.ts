// What a stream calls back, after `AssistantEventHandler` of the Python SDK 1.1.4 (threads/runs/stream_helper.py).
import { AppBuilderCallbackError } from './error'
import type { StatusEventType, StreamRunEvent, StreamRunMessage, StreamRunStatus } from './stream-event'
import { StreamRunContext } from './stream-run-context'

type StatusCallback = (event: StreamRunStatus) => void | Promise<void>

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
  runBegin(_event: StreamRunStatus): void | Promise<void> {}
  /** The run is over: completed, cancelled, failed or expired. */
  runEnd(_event: StreamRunStatus): void | Promise<void> {}
  /** Somebody has asked the run to stop. */
  runCancelling(_event: StreamRunStatus): void | Promise<void> {}
  /** A step begins; those that write a message are called tool steps as well. */
  toolStepBegin(_event: StreamRunStatus): void | Promise<void> {}
  /** A step is over. */
  toolStepEnd(_event: StreamRunStatus): void | Promise<void> {}
  /** The run waits for functions; answer them with `runs.submitToolOutputs`. */
  toolCalls(_event: StreamRunStatus): void | Promise<void> {}
  /** What was submitted has arrived. */
  toolSubmittedOutput(_event: StreamRunStatus): void | Promise<void> {}
  /** A message begins; its pieces follow. */
  messageCreation(_event: StreamRunStatus): void | Promise<void> {}

  /**
   * Takes the events of a run and forgets the run before. Called by the stream's manager; a handler serves one run at a
   * time.
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

  async #tell(event: StreamRunStatus) {
    const context = this.streamRunContext
    const { details } = event
    const callbacks: Readonly<Record<StatusEventType, readonly [string, StatusCallback]>> = {
      run_begin: ['runBegin', (event) => this.runBegin(event)],
      run_end: ['runEnd', (event) => this.runEnd(event)],
      run_cancelling: ['runCancelling', (event) => this.runCancelling(event)],
      tool_step_begin: ['toolStepBegin', (event) => this.toolStepBegin(event)],
      tool_step_end: ['toolStepEnd', (event) => this.toolStepEnd(event)],
      tool_calls: ['toolCalls', (event) => this.toolCalls(event)],
      tool_submitted_output: ['toolSubmittedOutput', (event) => this.toolSubmittedOutput(event)],
      message_creation: ['messageCreation', (event) => this.messageCreation(event)],
    }
    if (event.event_type === 'run_begin' && details?.run_object) {
      context.setCurrentRunId(details.run_object.id)
      context.setCurrentAssistantId(details.run_object.assistant_id)
      context.setCurrentThreadId(details.run_object.thread_id)
    }
    if (event.event_type === 'tool_step_begin' || event.event_type === 'tool_step_end') {
      context.setCurrentRunStepId(details?.run_step_object?.id ?? null)
    }
    if (event.event_type === 'tool_calls') context.setCurrentToolCalls(details?.tool_calls ?? null)
    const known = event.event_type in callbacks ? callbacks[event.event_type as StatusEventType] : undefined
    if (known) await called(known[0], () => known[1](event))
  }
}

async function called(name: string, callback: () => void | Promise<void>) {
  try {
    await callback()
  } catch (cause) {
    throw new AppBuilderCallbackError(name, cause)
  }
}
