// A run's steps, after `Steps` of the Python SDK 1.1.4 (threads/runs/steps.py).
import { checked } from './checked'
import {
  listStepsParams,
  runStepPage,
  runStepSchema,
  stepIdParams,
  type ListStepsParams,
  type StepIdParams,
} from './step'
import type { CallOptions, Transport } from './transport'

/** What a run did, step by step. Both methods throw `AppBuilderInputError` or an `AppBuilderError`. */
export class Steps {
  readonly #transport: Transport

  constructor(transport: Transport) {
    this.#transport = transport
  }

  /** The run's steps, newest first unless `order` says otherwise. */
  async list(params: ListStepsParams, options?: CallOptions) {
    const body = checked(listStepsParams, params)
    return this.#transport.call('/v2/threads/runs/steps/list', body, { schema: runStepPage, ...options })
  }

  /** One step by its id, such as `step-1`. */
  async query(params: StepIdParams, options?: CallOptions) {
    const body = checked(stepIdParams, params)
    return this.#transport.call('/v2/threads/runs/steps/query', body, { schema: runStepSchema, ...options })
  }
}
