// Runs, after `Runs` of the Python SDK 1.1.4 (threads/runs/runs.py).
import type { AssistantEventHandler } from './assistant-event-handler'
import { AssistantStreamManager } from './assistant-stream-manager'
import { checked } from './checked'
import { named } from './field'
import { closableRunEvents, readRunEvents } from './read-run-events'
import {
  cancelRunParams,
  listRunsParams,
  runIdParams,
  runPage,
  runParams,
  runResultSchema,
  submitToolOutputsParams,
  type CancelRunParams,
  type ListRunsParams,
  type RunIdParams,
  type RunParams,
  type RunResult,
  type SubmitToolOutputsParams,
} from './run'
import { Steps } from './steps'
import type { StreamRunEvent } from './stream-event'
import type { CallOptions, Transport } from './transport'

const RUNS = '/v2/threads/runs'

/**
 * Calls of an assistant on a thread. Without a `thread_id` the messages of `thread` make a new one, whose id is in the
 * answer; with both they are added. Either way the last message must be the user's. All methods throw
 * `AppBuilderInputError` before anything is sent, or an `AppBuilderError`.
 */
export class Runs {
  /** What a run did, step by step. */
  readonly steps: Steps
  readonly #transport: Transport

  constructor(transport: Transport) {
    this.#transport = transport
    this.steps = new Steps(transport)
  }

  /**
   * Runs to the end, or to a call of a function: then `status` is `requires_action`, and the next `run` with the same
   * thread and assistant and with `tool_output` goes on.
   */
  async run(params: RunParams, options?: CallOptions): Promise<RunResult> {
    return this.#transport.call(RUNS, bodyOf(params, { stream: false }), { schema: named(runResultSchema), ...options })
  }

  /**
   * Runs and yields what happens. At `tool_calls` the stream stays open: `submitToolOutputs` lets it go on. Leaving the
   * loop closes the stream; the run goes on by itself.
   */
  async *streamRun(params: RunParams, options?: CallOptions): AsyncGenerator<StreamRunEvent> {
    const answer = await this.#transport.open(RUNS, bodyOf(params, { stream: true }), options)
    yield* readRunEvents(answer, options?.signal)
  }

  /** Runs with a handler whose methods are called as things happen. Nothing is read before its events are asked for. */
  async streamRunWithHandler<Handler extends AssistantEventHandler = AssistantEventHandler>(
    params: RunParams & { readonly event_handler?: Handler },
    options?: CallOptions,
  ): Promise<AssistantStreamManager<Handler>> {
    const { event_handler: handler, ...rest } = params
    const closing = new AbortController()
    const signal = options?.signal ? AbortSignal.any([options.signal, closing.signal]) : closing.signal
    const answer = await this.#transport.open(RUNS, bodyOf(rest, { stream: true }), { signal })
    return new AssistantStreamManager(closableRunEvents(answer, { closing, signal }), handler)
  }

  /** Answers the calls of a streamed run, while its stream is open. */
  async submitToolOutputs(params: SubmitToolOutputsParams, options?: CallOptions): Promise<RunResult> {
    const body = checked(submitToolOutputsParams, params)
    return this.#transport.call(`${RUNS}/submit_tool_outputs`, body, { schema: runResultSchema, ...options })
  }

  /** Ends a run before its time. Asking twice is harmless. */
  async cancel(params: CancelRunParams, options?: CallOptions): Promise<RunResult> {
    return this.#transport.call(`${RUNS}/cancel`, checked(cancelRunParams, params), {
      schema: runResultSchema,
      ...options,
    })
  }

  /** The thread's runs, newest first unless `order` says otherwise. */
  async list(params: ListRunsParams, options?: CallOptions) {
    return this.#transport.call(`${RUNS}/list`, checked(listRunsParams, params), { schema: runPage, ...options })
  }

  /** The run as it stands, with its settings and without its final answer. */
  async query(params: RunIdParams, options?: CallOptions): Promise<RunResult> {
    const body = checked(runIdParams, params)
    return this.#transport.call(`${RUNS}/query`, body, { schema: named(runResultSchema), ...options })
  }
}

function bodyOf(params: RunParams, { stream }: { readonly stream: boolean }) {
  const body = checked(runParams, params)
  return { ...body, stream }
}
