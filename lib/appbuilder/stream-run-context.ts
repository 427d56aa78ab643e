// Where a stream stands, after `StreamRunContext` of the Python SDK 1.1.4 (threads/runs/stream_helper.py).
import type { AppBuilderToolCall } from './run'
import type { StreamRunEvent } from './stream-event'

const idOrNull = (id: unknown) => (typeof id === 'string' && id.length > 0 ? id : null)

/**
 * Where a streamed run stands: the event at hand, and the ids that are known by then. Ids of run, thread and assistant
 * stay once `run_begin` has named them; event, step and calls are those of the event at hand.
 */
export class StreamRunContext {
  #event: StreamRunEvent | null = null
  #toolCalls: readonly AppBuilderToolCall[] | null = null
  #runId: string | null = null
  #runStepId: string | null = null
  #threadId: string | null = null
  #assistantId: string | null = null

  /** The event at hand; null before the first. */
  get currentEvent() {
    return this.#event
  }

  /** What the run waits for, during `tool_calls`; null otherwise. */
  get currentToolCalls() {
    return this.#toolCalls
  }

  /** Null before `run_begin`. */
  get currentRunId() {
    return this.#runId
  }

  /** During `tool_step_begin` and `tool_step_end`; null otherwise. */
  get currentRunStepId() {
    return this.#runStepId
  }

  /** Null before `run_begin`. */
  get currentThreadId() {
    return this.#threadId
  }

  /** Null before `run_begin`. */
  get currentAssistantId() {
    return this.#assistantId
  }

  /** Anything but an event makes it null. */
  setCurrentEvent(event: StreamRunEvent | null) {
    this.#event = event?.event === 'status' || event?.event === 'message' ? event : null
  }

  /** Anything but an array with something in it makes it null. Throws TypeError if what is in it are no calls. */
  setCurrentToolCalls(toolCalls: readonly AppBuilderToolCall[] | null) {
    const calls = Array.isArray(toolCalls) && toolCalls.length > 0 ? toolCalls : null
    if (calls?.some((call: unknown) => typeof call !== 'object' || call === null || !('function' in call))) {
      throw new TypeError('The current tool calls must be an array of tool calls.')
    }
    this.#toolCalls = calls
  }

  /** Anything but a string that is not empty makes it null. */
  setCurrentRunId(runId: string | null) {
    this.#runId = idOrNull(runId)
  }

  /** Anything but a string that is not empty makes it null. */
  setCurrentRunStepId(runStepId: string | null) {
    this.#runStepId = idOrNull(runStepId)
  }

  /** Anything but a string that is not empty makes it null. */
  setCurrentThreadId(threadId: string | null) {
    this.#threadId = idOrNull(threadId)
  }

  /** Anything but a string that is not empty makes it null. */
  setCurrentAssistantId(assistantId: string | null) {
    this.#assistantId = idOrNull(assistantId)
  }

  /** Forgets what belongs to one event: the event, its calls and its step. */
  resetStepContext() {
    this.#event = null
    this.#toolCalls = null
    this.#runStepId = null
  }
}
