// Creates that bear an `Idempotency-Key` are done once, however often they arrive: who repeats one gets the answer of
// the first time.
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { ApiError, badRequest, IDEMPOTENCY_UNKNOWN } from '@/lib/protocol/error'
import { createExclusive } from '@/lib/backend/exclusive'
import type { KeyedRequest, Store, Tables } from '@/lib/backend/store/store'
import { bodyBytesOf } from './body-bytes'
import { jsonAnswer } from './json-answer'

/** What a create has made, and for a streaming one the number of the run's last event before. */
interface Made {
  readonly object: { readonly id: string; readonly thread_id?: string }
  readonly streamAfter?: number | undefined
}

/** To be called in the transaction that creates: either both are stored or neither. */
export type SaveAnswer = (tables: Pick<Tables, 'answers'>, made: Made) => Promise<void>

/**
 * To be called before somebody else is asked to create, whose answer may never come. Until
 * `saveAnswer` is called, or it is known that nothing was created, a repetition is then refused: nobody can say whether
 * it would be the second.
 */
export type MarkPending = () => Promise<void>

type Create = (context: Context, saveAnswer: SaveAnswer, markPending: MarkPending) => Promise<Response>

export interface Once {
  /** Wraps the handler of a create. */
  (create: Create): (context: Context) => Promise<Response>
  /** The same for a request whose body was read already: its fingerprint tells it from others. */
  ofRead(context: Context, fingerprint: string, create: Create): Promise<Response>
}

interface OnceOptions {
  readonly store: Pick<Store, 'answers'>
  /** The events of a run's leg that begins behind the event of this number, as this request wants them. */
  readonly stream: (runId: string, after: number, context: Context) => Response | Promise<Response>
  /** Does an error after `markPending` say that nothing was created? */
  readonly isUndone?: (error: unknown) => boolean
}

/** What is stored of an answer: the object, or the leg whose events were streamed. */
type Answer =
  | { readonly object: object }
  | { readonly run_id: string; readonly after: number }
  | { readonly is_unknown: true }

type Kept = NonNullable<Awaited<ReturnType<Store['answers']['get']>>>

const isUnknown = (document: unknown) => document !== undefined && 'is_unknown' in (document as Answer)

const unknown = { object_id: '', thread_id: null, document: { is_unknown: true } satisfies Answer }

/** Visible ASCII and spaces, as in every header; the length is that of other services. */
const KEY = /^[\x20-\x7e]{1,255}$/

export function createOnce({ store, stream, isUndone = () => true }: OnceOptions): Once {
  const exclusive = createExclusive()

  async function again(document: unknown, context: Context): Promise<Response> {
    const answer = document as Answer | undefined
    if (!answer) throw new ApiError(404, 'What the first request with this Idempotency-Key made is not there any more.')
    if ('is_unknown' in answer) throw unknownOutcome()
    const isObject = 'object' in answer
    const response = isObject ? jsonAnswer(answer.object) : await stream(answer.run_id, answer.after, context)
    response.headers.set('idempotent-replayed', 'true')
    return response
  }

  function repeated({ key, fingerprint }: KeyedRequest, kept: Kept, context: Context): Promise<Response> {
    if (kept.fingerprint !== fingerprint) throw otherBody(key)
    return again(kept.document, context)
  }

  async function first(asked: KeyedRequest, context: Context, create: Create): Promise<Response> {
    let isPending = false
    const saveAnswer: SaveAnswer = async ({ answers }, made) => {
      if (isPending) await answers.drop(asked)
      await answers.keep(asked, answerOf(made))
    }
    const markPending: MarkPending = async () => {
      await store.answers.keep(asked, unknown)
      isPending = true
    }
    try {
      return await create(context, saveAnswer, markPending)
    } catch (error) {
      if (isPending && isUndone(error)) await store.answers.drop(asked)
      throw error
    }
  }

  async function once(context: Context, create: Create, fingerprint: () => Promise<string>): Promise<Response> {
    const asked = await keyedRequest(context, fingerprint)
    if (!asked) return create(context, nothing, nothing)
    // A repetition that comes while the first is underway waits for what becomes of it.
    return exclusive(`${asked.request} ${asked.key}`, async () => {
      const kept = await store.answers.get(asked)
      if (kept) return repeated(asked, kept, context)
      return first(asked, context, create).catch(async (error: unknown) => {
        // Another instance may have done the same meanwhile: then this one has come to nothing.
        const done = await store.answers.get(asked)
        if (!done || isUnknown(done.document)) throw error
        return repeated(asked, done, context)
      })
    })
  }

  return Object.assign((create: Create) => (context: Context) => once(context, create, () => bodyPrint(context)), {
    ofRead: (context: Context, fingerprint: string, create: Create) => once(context, create, async () => fingerprint),
  })
}

const nothing = async () => {}

function answerOf({ object, streamAfter }: Made) {
  const { id, thread_id = null } = object
  const document: Answer = streamAfter === undefined ? { object } : { run_id: id, after: streamAfter }
  return { object_id: id, thread_id, document }
}

async function keyedRequest({ req }: Context, fingerprint: () => Promise<string>): Promise<KeyedRequest | undefined> {
  const key = req.header('idempotency-key')
  if (key === undefined) return undefined
  if (!KEY.test(key)) {
    throw badRequest('Invalid Idempotency-Key: expected 1 to 255 characters of visible ASCII.', {
      code: 'idempotency_key_invalid',
    })
  }
  // Under /api lies the same wire for our pages.
  const path = req.path.replace(/^\/api(?=\/c\/)/, '')
  return { request: `${req.method} ${path}`, key, fingerprint: await fingerprint() }
}

const bodyPrint = async (context: Context) =>
  createHash('sha256')
    .update(await bodyBytesOf(context))
    .digest('base64url')

const unknownOutcome = () =>
  badRequest(
    'It is not known whether the first request with this Idempotency-Key was done: no answer to it came. ' +
      'Look at what is there; to have it done again, send it with a new key.',
    { code: IDEMPOTENCY_UNKNOWN },
  )

/** 400, for SDKs repeat by themselves what was answered with 409. */
const otherBody = (key: string) =>
  badRequest(`The Idempotency-Key '${key}' was used for a request with another body. Use a new key for each request.`, {
    code: 'idempotency_key_reused',
  })
