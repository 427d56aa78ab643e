// Everything that a call can throw. An aborted call throws its signal's reason instead.

/** Something that AppBuilder or the way there did wrong. */
export abstract class AppBuilderError extends Error {
  constructor(
    message: string,
    /** The id that the request was sent with, for the service's operators; "" where there was none. */
    readonly requestId: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** What was asked for is not valid; nothing was sent. */
export class AppBuilderInputError extends Error {
  override readonly name = 'AppBuilderInputError'
  constructor(
    /** What is wrong, such as `name`, `tools[0].function.name`; "" for the whole. */
    readonly param: string,
    message: string,
  ) {
    super(param ? `${param}: ${message}` : message)
  }
}

/** The gateway could not be reached, or it broke off. */
export class AppBuilderConnectionError extends AppBuilderError {
  override readonly name: string = 'AppBuilderConnectionError'
}

/** The gateway took longer than the call's `timeouts` allow. Whether it did what it was asked for is unknown. */
export class AppBuilderTimeoutError extends AppBuilderConnectionError {
  override readonly name = 'AppBuilderTimeoutError'
}

const refusalOf = (status: number) =>
  status === 401 || status === 403
    ? `AppBuilder does not take the token (HTTP status ${status})`
    : `AppBuilder answered with HTTP status ${status}`

/** The gateway answered with a status other than 200: nothing else is a success on this wire. */
export class AppBuilderHttpError extends AppBuilderError {
  override readonly name = 'AppBuilderHttpError'
  readonly status: number
  /** What it said, as far as it was read. */
  readonly body: string
  /** How long it wants to be left alone, in milliseconds; undefined where it does not say (`Retry-After`). */
  readonly retryAfterMs: number | undefined

  constructor(
    answer: { readonly status: number; readonly body: string; readonly retryAfterMs?: number | undefined },
    requestId: string,
  ) {
    super(`${refusalOf(answer.status)}: ${answer.body.slice(0, 500)}`, requestId)
    this.status = answer.status
    this.body = answer.body
    this.retryAfterMs = answer.retryAfterMs
  }
}

/** The gateway answered 200 with an error inside. */
export class AppBuilderServerError extends AppBuilderError {
  override readonly name = 'AppBuilderServerError'
  constructor(
    readonly detail: {
      readonly code: string | number | null
      readonly message: string
      readonly type: string | null
      readonly params: unknown
    },
    requestId: string,
  ) {
    super(detail.message, requestId)
  }
}

/** The answer is null, which is how this wire says that a file is not there. */
export class AppBuilderNullError extends AppBuilderError {
  override readonly name = 'AppBuilderNullError'
}

/** The answer is not what this wire answers with: no JSON, or other fields. */
export class AppBuilderAnswerError extends AppBuilderError {
  override readonly name = 'AppBuilderAnswerError'
}

/** A run's stream ended before `run_end`, or said what cannot be read. The run itself may still go on. */
export class AppBuilderStreamError extends AppBuilderError {
  override readonly name = 'AppBuilderStreamError'
}

/** A callback of an event handler threw; `cause` is what it threw. Reading has stopped, the run goes on. */
export class AppBuilderCallbackError extends Error {
  override readonly name = 'AppBuilderCallbackError'
  constructor(
    readonly callback: string,
    cause: unknown,
  ) {
    super(`The callback ${callback} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}
