// Requests to a source: repeated and waited for where that helps, and otherwise told as what it would not give.
import { ACCOUNT_CODES, ApiError } from '@/lib/protocol/error'
import type { List } from '@/lib/protocol/list'
import { marksByRun } from '@/lib/run/run-marks'
import { search } from '@/lib/wire-client/requests'
import { askInBackground } from '@/lib/backend/wire/ask-in-background'
import type { WireClient } from '@/lib/backend/wire/wire-client'
import { isRaw, type Lack, LackError, type Missing, type Raw, type Extras } from './unit'

export interface Listed extends Raw {
  readonly id: string
}

/** What the source would not give, in its words. */
export type Loss = Pick<Missing, 'reason' | 'detail'>

export interface Asking {
  readonly signal: AbortSignal
  /** Throws when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** Told for how many milliseconds it waits, and with null that it goes on. */
  readonly onWaiting: (ms: number | null) => void
}

export type AskSource = ReturnType<typeof createAskSource>

/** The source answers nobody at present, or not with this key: what it has is not to be told from what it has not. */
export class SourceAwayError extends Error {
  override readonly name = 'SourceAwayError'
}

/** An answer of 5xx to one request may be about what was asked for: that is found out sooner than an outage ends. */
const MAX_BRIEF_FAILURES = 3
/** The size of a page of a list. */
const PAGE = 100
/** What a list of steps leaves out unless it is asked for. */
const CHUNKS = 'step_details.tool_calls[*].file_search.results[*].content'

type PageQuery = Readonly<Record<'limit' | 'order' | 'after', string | number>>

/** Every request throws the signal's reason when that is aborted, and `SourceAwayError` where the source is away. */
export function createAskSource(client: WireClient, { signal, sleep, onWaiting }: Asking) {
  const patient = { wait: (ms: number) => sleep(ms, signal), onWaiting, pauseMs: 0 }
  const brief = { ...patient, maxFailures: MAX_BRIEF_FAILURES }

  const get = <T>(path: string, patience: typeof patient) =>
    askInBackground(patience, () => wholeAnswer(client.get<T>(path, { signal }), signal))

  const open = (path: string) => askInBackground(brief, () => client.open(path, { signal }))

  /** Whether it is the source that fails, and not what was asked of it. Waits for long until it is back. */
  async function checkThere() {
    try {
      await get(`/assistants${search({ limit: 1 })}`, patient)
    } catch (error) {
      signal.throwIfAborted()
      if (isRefusal(error)) return
      throw new SourceAwayError(wordsOf(error), { cause: error })
    }
  }

  async function lossOf(error: unknown): Promise<Loss> {
    signal.throwIfAborted()
    if (!(error instanceof ApiError)) throw error
    if (!isRefusal(error)) await checkThere()
    return { reason: isAbsence(error) ? 'missing_in_source' : 'unreadable', detail: wordsOf(error) }
  }

  return {
    /** A list that there is no going on without. Behind the object of the id `after`, oldest first. Throws ApiError. */
    pages: (path: string, after: string) => pagesOf((query) => get<List<Listed>>(path + search(query), patient), after),

    /** The object under a path, or why it cannot be had. */
    async one(path: string): Promise<{ readonly object: Listed } | { readonly loss: Loss }> {
      try {
        return { object: await get<Listed>(path, brief) }
      } catch (error) {
        return { loss: await lossOf(error) }
      }
    },

    ...createBytes({ open, lossOf, signal }),

    ...createLists({ ask: (path) => get<List<Listed>>(path, brief), lossOf }),

    /** A page of what this playground has seen of it. Throws ApiError. */
    seen: (path: string) => client.own.get<List<Listed>>(path, { signal }),

    ...createNames(client, signal),
  }
}

interface Lists {
  readonly ask: (path: string) => Promise<List<Listed>>
  readonly lossOf: (error: unknown) => Promise<Loss>
}

function createLists({ ask, lossOf }: Lists) {
  const pages = (path: string) => pagesOf((query) => ask(path + search(query)), '')

  /** With the chunks that file searches found, which are given to those who ask; some servers refuse the question. */
  async function* stepPages(path: string): AsyncGenerator<Listed> {
    let isGiven = false
    try {
      for await (const step of pagesOf((query) => ask(path + search({ ...query, 'include[]': CHUNKS })), '')) {
        isGiven = true
        yield step
      }
    } catch (error) {
      if (isGiven || !(error instanceof ApiError) || error.status !== 400) throw error
      yield* pages(path)
    }
  }

  async function* told(objects: AsyncIterable<Listed>, onLoss: (loss: Loss) => void): AsyncGenerator<Listed> {
    try {
      yield* objects
    } catch (error) {
      onLoss(await lossOf(error))
    }
  }

  return {
    /** All of a list, oldest first. Why it ended too soon, or cannot be had at all, is told to `onLoss`. */
    list: (path: string, onLoss: (loss: Loss) => void) => told(pages(path), onLoss),

    /** The same of a run's steps. */
    steps: (path: string, onLoss: (loss: Loss) => void) => told(stepPages(path), onLoss),
  }
}
/** What people have called and said, which is no part of the protocol. */
const createNames = (client: WireClient, signal: AbortSignal) => ({
  summary: (id: string) => summaryOf(client, id, signal),
  marks: (threadId: string) => marksOf(client, threadId, signal),
})

interface Bytes {
  readonly open: (path: string) => Promise<Response>
  readonly lossOf: (error: unknown) => Promise<Loss>
  readonly signal: AbortSignal
}

const createBytes = ({ open, lossOf, signal }: Bytes) => ({
  /** Whether the bytes under a path are given: undefined, or why not. Of them nothing is read. */
  async refusalOf(path: string): Promise<Lack | undefined> {
    try {
      await (await open(path)).body?.cancel()
      return undefined
    } catch (error) {
      return { lack: (await lossOf(error)).detail ?? '' }
    }
  },

  /** The bytes under a path, as they are taken. Throws `LackError`. */
  async *bytes(path: string): AsyncGenerator<Uint8Array> {
    const { body } = await open(path).catch(async (error: unknown) => {
      throw new LackError((await lossOf(error)).detail ?? '')
    })
    try {
      if (body) yield* body as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>
    } catch (error) {
      signal.throwIfAborted()
      throw new LackError('its bytes broke off', { cause: error, isPassing: true })
    }
  },
})

/**
 * What is known here of a thread beside the protocol; undefined where that is nothing. What was said in it is not read
 * for that. Throws ApiError.
 */
const summaryOf = (client: WireClient, id: string, signal: AbortSignal) =>
  client.own.get<Partial<Extras>>(`/threads/${encodeURIComponent(id)}?content=later`, { signal }).catch(unlessAbsent)

/** What people have said of a thread's runs, by the ids of those; nothing where that is not told. Throws ApiError. */
const marksOf = async (client: WireClient, threadId: string, signal: AbortSignal) => {
  const path = `/threads/${encodeURIComponent(threadId)}/run-marks`
  return marksByRun(await client.own.get<unknown>(path, { signal }).catch(unlessAbsent))
}

function unlessAbsent(error: unknown): undefined {
  if (!isAbsence(error)) throw error
}

/** Page after page, oldest first, behind the object of the id `after`. Throws ApiError. */
async function* pagesOf(get: (query: PageQuery) => Promise<List<Listed>>, after: string): AsyncGenerator<Listed> {
  for (let last = after, hasMore = true; hasMore;) {
    const page = await get({ limit: PAGE, order: 'asc', after: last })
    const data = listIn(page)
    const next = data.at(-1)?.id ?? ''
    if (next !== '' && next === last) throw new ApiError(502, 'It sends the same page again.')
    yield* data
    hasMore = page.has_more && next !== ''
    last = next
  }
}

/** What is no object has no id either, which is told of it. */
function listIn({ data }: List<Listed>): readonly Listed[] {
  if (!Array.isArray(data)) throw new ApiError(502, 'It answered with no list.')
  return data.map((each: unknown) => (isRaw(each) ? each : {})) as unknown as readonly Listed[]
}

/** Throws ApiError also for an answer that broke off, or is no JSON. */
async function wholeAnswer<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof ApiError) throw error
    signal.throwIfAborted()
    throw new ApiError(502, 'Its answer broke off, or is no JSON.', { code: ACCOUNT_CODES.failed })
  }
}

/** How servers say that something is not there, or that they have no such things at all. */
export const isAbsence = (error: unknown) =>
  error instanceof ApiError && [400, 404, 405, 410, 501].includes(error.status)

/** Which the source has thought about, so that it is there and knows the key. */
const isRefusal = (error: unknown) =>
  isAbsence(error) || (error instanceof ApiError && error.status < 500 && ![401, 408, 429].includes(error.status))

const MAX_WORDS_LENGTH = 300

function wordsOf(error: unknown): string {
  if (!(error instanceof ApiError)) return String(error)
  const isOwn = Object.values<string | null>(ACCOUNT_CODES).includes(error.body.code)
  return `${isOwn ? '' : `${error.status}: `}${error.message}`.slice(0, MAX_WORDS_LENGTH)
}
