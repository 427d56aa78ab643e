// Requests to a bucket: signed, each with a deadline, tried again where that may help.
import { AwsV4Signer } from 'aws4fetch'
import type { Clock } from '@/lib/backend/clock'
import type { Fetch } from '@/lib/backend/fetch'
import { type BucketAddress, bucketName } from './bucket-address'
import { BucketError } from '../bucket-error'
import type { BucketCredentials, CredentialSource } from './credentials'
import { elementsIn } from './read-xml'

export interface BucketOptions {
  readonly address: BucketAddress
  readonly credentials: CredentialSource
  readonly fetch: Fetch
  readonly clock: Clock
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<unknown>
  /** How long it may take to answer, beside what a body takes. */
  readonly answerMs?: number
}

export interface BucketBody {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Hexadecimal. The server compares it with what has arrived. */
  readonly sha256: string
}

export interface BucketRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** Without the address's prefix; without a key it is about the bucket. */
  readonly key?: string | undefined
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: BucketBody | undefined
  readonly signal?: AbortSignal | undefined
}

export type BucketRequests = ReturnType<typeof createBucketRequests>

const ATTEMPTS = 3
const FIRST_WAIT_MS = 200
const ANSWER_MS = 20_000

/** What a body that arrives at all brings along in a second, at the least. */
const BYTES_A_SECOND = 64 * 1024

/** More has no error to say. */
const MAX_ERROR = 64 * 1024

/** What it says of credentials that a role gave, when their time is up there. */
const ENDED: ReadonlySet<string> = new Set([
  ...['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'InvalidToken', 'InvalidAccessKeyId'],
])

const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

export function createBucketRequests(options: BucketOptions) {
  const name = bucketName(options.address)
  const once = createSending(name, options)

  async function send<T>(request: BucketRequest, take: (response: Response) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(request, take)
      } catch (error) {
        if (!(error instanceof BucketError) || !error.mayPass || attempt === ATTEMPTS) throw error
      }
      await options.sleep(FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + Math.random()), request.signal)
    }
  }

  return {
    name,
    prefix: options.address.prefix,
    /** The text of the answer. Throws BucketError, or the reason of the request's signal. */
    ask: (request: BucketRequest): Promise<string> => send(request, (response) => response.text()),
    /** The answer, whose body is still to be read: no deadline is over that. Throws as `ask` does. */
    open: (request: BucketRequest): Promise<Response> => send(request, async (response) => response),
    /** The headers of the answer. Throws as `ask` does. */
    headersOf: (request: BucketRequest): Promise<Headers> =>
      send(request, async (response) => {
        await response.arrayBuffer()
        return response.headers
      }),
    /** An error that comes with status 200, since the server had to answer before it knew. */
    failureIn(text: string): BucketError | undefined {
      const said = errorIn(text)['Code']
      return said === undefined ? undefined : new BucketError(name, { status: 500, said })
    },
  }
}

/** Sends a request once. What `take` returns is waited for within the deadline, too. */
function createSending(name: string, options: BucketOptions) {
  const { fetch, clock, credentials, answerMs = ANSWER_MS } = options
  // Signatures have a time, and a server refuses those that are a quarter of an hour away from its own.
  let skewMs = 0

  async function failureOf(response: Response, used: BucketCredentials): Promise<BucketError> {
    const { status, headers } = response
    const { Code: said, Region } = errorIn((await response.text()).slice(0, MAX_ERROR))
    const dateMs = Date.parse(headers.get('date') ?? '')
    if (said === 'RequestTimeTooSkewed' && !Number.isNaN(dateMs)) skewMs = dateMs - clock()
    const isRenewed = said !== undefined && ENDED.has(said) && credentials.refuse(used)
    return new BucketError(name, { status, said, isRenewed, region: headers.get('x-amz-bucket-region') ?? Region })
  }

  return async <T>(request: BucketRequest, take: (response: Response) => Promise<T>): Promise<T> => {
    const { method, body } = request
    const deadline = new AbortController()
    const ms = answerMs + ((body?.bytes.length ?? 0) / BYTES_A_SECOND) * 1_000
    const timer = setTimeout(() => deadline.abort(new DOMException('It took too long.', 'TimeoutError')), ms)
    const signal = request.signal ? AbortSignal.any([deadline.signal, request.signal]) : deadline.signal
    try {
      const used = await credentials.get()
      const { url, headers } = await signed(request, { used, address: options.address, nowMs: clock() + skewMs })
      const response = await fetch(url, {
        ...{ method, headers, redirect: 'manual', signal },
        ...(body && { body: body.bytes }),
      })
      if (!response.ok) throw await failureOf(response, used)
      return await take(response)
    } catch (cause) {
      request.signal?.throwIfAborted()
      throw cause instanceof BucketError ? cause : new BucketError(name, { cause })
    } finally {
      clearTimeout(timer)
    }
  }
}

interface Signing {
  readonly used: BucketCredentials
  readonly address: BucketAddress
  readonly nowMs: number
}

async function signed(request: BucketRequest, { used, address, nowMs }: Signing) {
  const { method, body } = request
  const { accessKeyId, secretAccessKey, sessionToken } = used
  const { url, headers } = await new AwsV4Signer({
    ...{ accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    ...{ method, url: urlOf(address, request), service: 's3', region: address.region },
    headers: { ...request.headers, 'x-amz-content-sha256': body?.sha256 ?? EMPTY_SHA256 },
    datetime: new Date(nowMs).toISOString().replace(/[:-]|\.\d{3}/g, ''),
  }).sign()
  // Only now: what stands on the way may change it. What is read is counted, so nothing may pack it.
  headers.set('accept-encoding', 'identity')
  return { url: url.href, headers: Object.fromEntries(headers) }
}

function urlOf({ base, prefix }: BucketAddress, { key, query = {} }: Pick<BucketRequest, 'key' | 'query'>): string {
  const path = key === undefined ? '' : `/${`${prefix}${key}`.split('/').map(encodeURIComponent).join('/')}`
  const search = new URLSearchParams(query).toString()
  return `${base}${path}${search === '' ? '' : `?${search}`}`
}

function errorIn(text: string) {
  try {
    return elementsIn(text, 'Error')[0] ?? {}
  } catch {
    // A proxy on the way answers with a page.
    return {}
  }
}
