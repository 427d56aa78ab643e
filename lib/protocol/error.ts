import { retryAfterMsOf } from './retry-after'

/** The body of every error on the wire. */
export interface ErrorBody {
  readonly message: string
  readonly type: string
  readonly param: string | null
  readonly code: string | null
}

interface ErrorDetail {
  readonly type?: string
  readonly param?: string | null
  readonly code?: string | null
  /** After how many seconds a retry may succeed. */
  readonly retryAfterSeconds?: number
}

/** An error that has its place on the wire: an HTTP status and a body that SDKs turn into their own classes. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly body: ErrorBody
  /** After how many seconds a retry may succeed, where the answer says so. */
  readonly retryAfterSeconds: number | undefined

  constructor(
    readonly status: number,
    message: string,
    detail: ErrorDetail = {},
  ) {
    super(message)
    this.retryAfterSeconds = detail.retryAfterSeconds
    this.body = {
      message,
      type: detail.type ?? (status >= 500 ? 'server_error' : 'invalid_request_error'),
      param: detail.param ?? null,
      code: detail.code ?? null,
    }
  }

  toResponse(): Response {
    const headers = this.retryAfterSeconds ? { 'retry-after': String(this.retryAfterSeconds) } : undefined
    return Response.json({ error: this.body }, { status: this.status, headers })
  }

  /** Reads an error answer; a body that is not of the protocol's shape keeps its status and says so in words. */
  static async fromResponse(response: Response): Promise<ApiError> {
    const text = await response.text()
    const body = errorBodyOf(text)
    const afterMs = retryAfterMsOf(response.headers, Date.parse(response.headers.get('date') ?? ''))
    return new ApiError(
      response.status,
      body?.message ?? `The server answered ${response.status} without saying why.`,
      { ...body, ...(afterMs !== undefined && { retryAfterSeconds: Math.ceil(afterMs / 1000) }) },
    )
  }
}

/** The code of a refusal to delete a thread on which a run is underway, so that pages can say it in their words. */
export const RUN_ACTIVE = 'run_active'

/** The code of a refusal to repeat a create whose outcome is unknown. */
export const IDEMPOTENCY_UNKNOWN = 'idempotency_outcome_unknown'
export const isOutcomeUnknown = (error: unknown) => error instanceof ApiError && error.body.code === IDEMPOTENCY_UNKNOWN

/** The code of a refusal to who may come, and may not do this. */
export const INSUFFICIENT_PERMISSIONS = 'insufficient_permissions'
export const isLackingScope = (error: unknown) =>
  error instanceof ApiError && error.body.code === INSUFFICIENT_PERMISSIONS

export const badRequest = (message: string, detail?: ErrorDetail) => new ApiError(400, message, detail)

/** `No thread found with id 'thread_1'.` */
export const notFound = (noun: string, id: string) => new ApiError(404, `No ${noun} found with id '${id}'.`)

/** Whether an error says that the object does not exist, or no longer does. */
export const isNotFound = (error: unknown) => error instanceof ApiError && error.status === 404

/** The code of an answer about an object whose row in the database cannot be read. */
export const OBJECT_DAMAGED = 'object_damaged'
/** The code of the event that stands in a log for events that cannot be read. */
export const LOG_DAMAGED = 'log_damaged'

/** `The thread with id 'thread_1' is damaged …`: its row exists and cannot be read. */
export const damagedObject = (noun: string, id: string) =>
  new ApiError(
    500,
    `The ${noun} with id '${id}' is damaged in the server's database and cannot be read. Nothing was deleted. ` +
      'Whoever runs the server can look at it with: npm run doctor.',
    { code: OBJECT_DAMAGED },
  )

export const isDamaged = (error: unknown) => error instanceof ApiError && error.body.code === OBJECT_DAMAGED

/**
 * The codes of a store that does not write: taken away, no room on the disk, held by another, not reached, or without
 * the bytes of files.
 */
export const STORE_CODES = {
  lost: 'store_lost',
  full: 'store_full',
  busy: 'store_busy',
  unreachable: 'store_unreachable',
  bucket: 'files_unreachable',
} as const

/** Why the server's store did not write; undefined for every other error. */
export const storeFailureOf = (error: unknown) =>
  storeFailures.find((each) => error instanceof ApiError && error.body.code === STORE_CODES[each])

const storeFailures = ['lost', 'full', 'busy', 'unreachable'] as const

/** The codes of failures between a connection and its account. An immediate retry helps with none of them. */
export const ACCOUNT_CODES = {
  refused: 'account_key_refused',
  silent: 'account_silent',
  failed: 'upstream_error',
} as const

/** How the connection's account failed; undefined for every other error. */
export const accountFailureOf = (error: unknown) =>
  accountFailures.find((each) => error instanceof ApiError && error.body.code === ACCOUNT_CODES[each])

const accountFailures = ['refused', 'silent', 'failed'] as const

/** What an unexpected failure may tell a stranger: nothing of paths, stacks or values. */
export const internalError = () =>
  new ApiError(500, 'The server had an error while processing your request.', { type: 'server_error' })

function errorBodyOf(text: string): ErrorBody | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const error = (value as { error?: Partial<ErrorBody> } | null)?.error
  if (typeof error?.message !== 'string') return undefined
  return { type: 'invalid_request_error', param: null, code: null, ...error, message: error.message }
}
