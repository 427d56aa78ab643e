// A run's steps, after `Steps` of the Python SDK 1.1.4 (threads/runs/steps.py).
import { checked } from './checked'
import { listCall, type ListCall } from './list-call'
import {
  listStepsParams,
  runStepPage,
  runStepSchema,
  stepIdParams,
  type ListStepsParams,
  type RunStep,
  type StepIdParams,
} from './step'
import type { CallOptions, Transport } from './transport'

/** What a run did, step by step. Both methods throw `AppBuilderInputError` or an `AppBuilderError`. */
export class Steps {
  readonly #transport: Transport

  constructor(transport: Transport) {
    this.#transport = transport
  }

  /** The run's steps, newest first unless `order` says otherwise. Await it for one page, iterate it for all. */
  list(params: ListStepsParams, options?: CallOptions): ListCall<RunStep> {
    return listCall({ schema: listStepsParams, params }, (body) =>
      this.#transport.call('/v2/threads/runs/steps/list', body, {
        schema: runStepPage,
        isRepeatable: true,
        ...options,
      }),
    )
  }

  /** One step by its id, such as `step-1`. */
  async query(params: StepIdParams, options?: CallOptions): Promise<RunStep> {
    const body = checked(stepIdParams, params)
    const reading = { schema: runStepSchema, isRepeatable: true, ...options }
    return this.#transport.call('/v2/threads/runs/steps/query', body, reading)
  }
}
