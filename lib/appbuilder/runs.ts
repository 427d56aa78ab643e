// Runs, after `Runs` of the Python SDK 1.1.4 (threads/runs/runs.py).
import type { AssistantEventHandler } from './assistant-event-handler'
import { AssistantStreamManager } from './assistant-stream-manager'
import { checked } from './checked'
import { named } from './field'
import { listCall, type ListCall } from './list-call'
import { frameStreamOf, runStreamOf, type RunStream } from './read-run-events'
import {
  cancelRunParams,
  listRunsParams,
  runIdParams,
  runPage,
  runParams,
  runResultSchema,
  type CancelRunParams,
  type ListRunsParams,
  type RunIdParams,
  type RunParams,
  type RunResult,
} from './run'
import { Steps } from './steps'
import type { StreamRunFrame } from './stream-event'
import { givenOutputsParams, type SubmitToolOutputsParams } from './tool-output'
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
   * Runs to the end, or to a call of a function, and answers only then. With `status` `requires_action` the calls
   * stand in `required_action`; the next `run` with the same thread and assistant, and with one of their outputs as
   * `tool_output`, goes on. Times of the result are Unix milliseconds, 0 for what has not happened.
   */
  async run(params: RunParams, options?: CallOptions): Promise<RunResult> {
    const body = bodyOf(params, { stream: false })
    return this.#transport.call(RUNS, body, { schema: named(runResultSchema), beginsLate: true, ...options })
  }

  /**
   * Begins a run at once, as the Python SDK does, whether or not its events are read: the promise resolves when the
   * gateway has taken the request, and rejects where it has not.
   *
   *     for await (const event of await runs.streamRun({ assistant_id, thread_id })) …
   *
   * At `tool_calls` the stream stays open: `submitToolOutputs` lets it go on. Leaving the loop closes the stream,
   * and so does its `close`, which whoever does not read it should call; either way the run goes on by itself. While
   * it is read it may throw `AppBuilderStreamError`, `AppBuilderConnectionError` or `AppBuilderTimeoutError`.
   */
  async streamRun(params: RunParams, options?: CallOptions): Promise<RunStream> {
    const { answer, closing } = await this.#open(params, options)
    return runStreamOf(answer, closing)
  }

  /**
   * As `streamRun`, for whoever keeps what is said: nothing is left out but pings. What is not known, by its name or by
   * its shape, comes as it was sent, with `event` `unknown`, and ends nothing.
   */
  async streamRunFrames(params: RunParams, options?: CallOptions): Promise<RunStream<StreamRunFrame>> {
    const { answer, closing } = await this.#open(params, options)
    return frameStreamOf(answer, closing)
  }

  async #open(params: RunParams, options?: CallOptions) {
    const closing = new AbortController()
    const signal = options?.signal ? AbortSignal.any([options.signal, closing.signal]) : closing.signal
    const answer = await this.#transport.open(RUNS, bodyOf(params, { stream: true }), { ...options, signal })
    return { answer, closing }
  }

  /**
   * The same with a handler, whose methods are called as things happen. The run begins at once; its events are read,
   * and the handler is called, when what comes back is iterated or its `untilDone` is called.
   */
  async streamRunWithHandler<Handler extends AssistantEventHandler = AssistantEventHandler>(
    params: RunParams & { readonly event_handler?: Handler },
    options?: CallOptions,
  ): Promise<AssistantStreamManager<Handler>> {
    const { event_handler: handler, ...rest } = params
    return new AssistantStreamManager(await this.streamRun(rest, options), handler)
  }

  /**
   * Answers the calls of a streamed run, while its stream is open: one output for each call. An output is a string
   * of at most 1,048,576 characters; anything else must be made JSON text first.
   */
  async submitToolOutputs(params: SubmitToolOutputsParams, options?: CallOptions): Promise<RunResult> {
    const body = checked(givenOutputsParams, params)
    return this.#transport.call(`${RUNS}/submit_tool_outputs`, body, { schema: runResultSchema, ...options })
  }

  /** Ends a run before its time, and answers how it then stands. Asking twice is harmless. */
  async cancel(params: CancelRunParams, options?: CallOptions): Promise<RunResult> {
    const body = checked(cancelRunParams, params)
    return this.#transport.call(`${RUNS}/cancel`, body, { schema: runResultSchema, isRepeatable: true, ...options })
  }

  /** The thread's runs, newest first unless `order` says otherwise. Await it for one page, iterate it for all. */
  list(params: ListRunsParams, options?: CallOptions): ListCall<RunResult> {
    return listCall({ schema: listRunsParams, params }, (body) =>
      this.#transport.call(`${RUNS}/list`, body, { schema: runPage, isRepeatable: true, ...options }),
    )
  }

  /** The run as it stands, with its settings and without its final answer. */
  async query(params: RunIdParams, options?: CallOptions): Promise<RunResult> {
    const body = checked(runIdParams, params)
    const reading = { schema: named(runResultSchema), isRepeatable: true, ...options }
    return this.#transport.call(`${RUNS}/query`, body, reading)
  }
}

function bodyOf(params: RunParams, { stream }: { readonly stream: boolean }) {
  const body = checked(runParams, params)
  return { ...body, stream }
}
