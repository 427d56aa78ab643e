// What goes wrong with a bucket, in words for an operator. What its server says is not repeated: it may quote keys.
import { CredentialsError } from './credentials-error'

interface Failure {
  /** What the server calls it, such as `AccessDenied`; undefined where it could not be asked. */
  readonly said?: string | undefined
  readonly status?: number
  /** Where the bucket is instead. */
  readonly region?: string | undefined
  /** It refused what the request was signed with, and others are asked for now. */
  readonly isRenewed?: boolean
  readonly cause?: unknown
}

/** A bucket that does not do what it is asked. The message says why. */
export class BucketError extends Error {
  override readonly name = 'BucketError'
  /** By which it is known that bytes could not be stored or read: see lib/backend/store/store-refusal.ts. */
  readonly code = 'BUCKET'
  readonly said: string | undefined
  readonly status: number | undefined
  readonly #isRenewed: boolean

  constructor(bucket: string, { said, status, region, isRenewed = false, cause }: Failure) {
    super(`${bucket} ${reasonOf({ said, status: status ?? 0, region, cause })}`, { cause })
    this.said = said
    this.status = status
    this.#isRenewed = isRenewed
  }

  /** Whether asking once more may help. */
  get mayPass(): boolean {
    const { said = '', status = 0 } = this
    const isLater = status === 0 || status === 408 || status === 429 || (status >= 500 && status !== 501)
    return isLater || PASSING.has(said) || this.#isRenewed
  }
}

const PASSING: ReadonlySet<string> = new Set(['RequestTimeTooSkewed', 'RequestTimeout', 'SlowDown'])

const WRONG_REGION = new Set([
  'PermanentRedirect',
  'AuthorizationHeaderMalformed',
  'IllegalLocationConstraintException',
])

const reasons: Readonly<Record<string, string>> = {
  NoSuchBucket: 'is not there: there is no bucket of that name.',
  InvalidAccessKeyId: 'does not know the key in AWS_ACCESS_KEY_ID, or that of its role.',
  SignatureDoesNotMatch: 'refuses the key: AWS_SECRET_ACCESS_KEY is not that of AWS_ACCESS_KEY_ID.',
  ExpiredToken: 'refuses the key: its time is up. One in AWS_SESSION_TOKEN has to be replaced, and the server started.',
  InvalidToken: 'refuses the key: AWS_SESSION_TOKEN is not that of AWS_ACCESS_KEY_ID.',
  AccessDenied: 'refuses: the key, or the role that it is of, may not list, read, write and delete there.',
  RequestTimeTooSkewed: 'refuses: the clock of this machine is wrong.',
}

function reasonOf({ said, status, region, cause }: Failure): string {
  if (cause instanceof CredentialsError) return `has no key to be asked with: ${cause.message}.`
  if (status === 0) return `cannot be reached${codeOf(cause)}.`
  if (said !== undefined && WRONG_REGION.has(said)) {
    return `is in another region${region === undefined ? '' : `: set region=${region} in BLOB_URL`}.`
  }
  return reasons[said ?? ''] ?? `answered ${status}${said === undefined ? '' : ` ${said}`}.`
}

/** ` (ECONNREFUSED)`, wherever in the causes it is said, or ` in time`: to be put behind what was not done. */
export function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return ''
  if ('code' in cause && typeof cause.code === 'string' && /^[A-Z_]+$/.test(cause.code)) return ` (${cause.code})`
  return cause.name === 'TimeoutError' ? ' in time' : codeOf(cause.cause)
}
