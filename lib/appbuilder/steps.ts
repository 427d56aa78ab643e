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

  async query(params: StepIdParams, options?: CallOptions) {
    const body = checked(stepIdParams, params)
    return this.#transport.call('/v2/threads/runs/steps/query', body, { schema: runStepSchema, ...options })
  }
}
