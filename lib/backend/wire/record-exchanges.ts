// Requests about runs and what they were answered, recorded for the wire panel: behind the answers, and many at once.
import { setImmediate as othersFirst } from 'node:timers/promises'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { isRecord, jsonOf } from '@/lib/backend/store/document-shapes'
import type { Clock } from '@/lib/backend/clock'
import type { Store } from '@/lib/backend/store/store'
import { bodyBytesOf } from './body-bytes'
import { tallyOf, type StreamTally } from './event-stream'
import { createBodyNote, createExchangeNotes, type BodyNote, type ExchangeNote } from './exchange-notes'
import { wireCallOf } from './wire-call'

/** How long what has passed may wait for more, in milliseconds. A process that is killed loses so much. */
const PATIENCE_MS = 250

/** So many exchanges wait for a store that refuses; beyond that they are not recorded. */
const MAX_WAITING = 500

const FAILED = 'Requests about runs could not be recorded.'

interface RecordingOptions {
  readonly store: Store
  readonly clock: Clock
  readonly report: (message: string, error: unknown) => void
}

export type ExchangeRecorder = ReturnType<typeof createExchangeRecorder>

export function createExchangeRecorder(options: RecordingOptions) {
  const note = createExchangeNotes(options.clock)
  const { put, flush } = createBatch(options)
  /** Answers of which it is not known yet what is to be recorded. */
  const settling = new Set<Promise<void>>()

  const record: MiddlewareHandler = async (c, next) => {
    // What pages read to be drawn is nobody's request.
    if (c.req.method === 'GET' && c.req.path.startsWith('/api/c/')) return next()
    const path = pathOf(c)
    const call = wireCallOf(c.req.method, path.split('?')[0] ?? path)
    const body = createBodyNote(c.req.header('content-type') ?? null)
    const { method, raw } = c.req
    // The route reads the same bytes from where they are kept.
    const bytes = await bodyBytesOf(c)
    if (bytes.byteLength > 0) body.onBytes(bytes)
    const noted = note({ method, path, headers: raw.headers, body, askedBy: 'client' })
    await next()
    // Nobody who asked waits for what follows.
    const settled = answered({ noted, run: call.runId, isNamedByAnswer: call.isLeg }, c, put)
      .catch((error: unknown) => options.report(FAILED, error))
      .finally(() => settling.delete(settled))
    settling.add(settled)
  }

  /** Resolves when all that has passed until now is recorded. */
  async function flushAll() {
    await Promise.all(settling)
    await flush()
  }

  return {
    /** Stands before the wire's routes. */
    onWire(wire: Hono) {
      for (const path of ['/threads/runs', '/threads/:thread_id/runs/*']) wire.use(path, record)
    },
    /** Stands before the playground's routes: whoever reads what was recorded has all of it. */
    onReads(playground: Hono) {
      playground.use('/connections/:connection/runs/:run_id/exchanges/*', async (_, next) => {
        await flushAll()
        await next()
      })
    },
    /** For what passes elsewhere, and is about a run: its numbers go on with those of the others. */
    note,
    /** Records it, or anew what is known of it by now. */
    put,
    flush: flushAll,
  }
}

async function answered({ noted, run, isNamedByAnswer }: Asked, c: Context, put: Put) {
  const headers = new Headers(c.res.headers)
  const answer = noted.answered(c.res.status, headers)
  const tally = tallyOf(c.res)
  const body = tally ? undefined : c.res.clone().arrayBuffer()
  // Who stands around this has more to say in them.
  await othersFirst()
  for (const [name, value] of c.res.headers) headers.set(name, value)
  if (tally) return streamed({ noted, answer, tally }, put)
  if (body) answer.onBytes(new Uint8Array(await body))
  noted.ended()
  const runId = run ?? (isNamedByAnswer ? idOf(answer.text()) : null)
  if (runId !== null) put(noted, runId)
}

interface Streamed {
  readonly noted: ExchangeNote
  readonly answer: BodyNote
  readonly tally: StreamTally
}

/** What is known of a stream is recorded at once, and again when it has ended. */
function streamed({ noted, answer, tally }: Streamed, put: Put) {
  put(noted, tally.run)
  void tally.ended.then(() => {
    answer.onCounted(tally.bytes)
    noted.ended()
    put(noted, tally.run)
  })
}

type Put = ReturnType<typeof createBatch>['put']

/** Writes exchanges many at a time. */
function createBatch({ store, report }: RecordingOptions) {
  /** With the run of each. What is still coming is written as it is, and again when it has come. */
  const waiting = new Map<ExchangeNote, string>()
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()

  async function write() {
    const batch = [...waiting]
    waiting.clear()
    if (batch.length === 0) return
    await store
      .transaction(async ({ exchanges }) => {
        for (const [each, run] of batch) await exchanges.put(run, each.exchange())
      })
      .catch((error: unknown) => report(FAILED, error))
  }
  function flush() {
    clearTimeout(timer)
    timer = undefined
    return (writing = writing.then(write))
  }
  function put(each: ExchangeNote, run: string) {
    if (waiting.size >= MAX_WAITING) return
    waiting.set(each, run)
    timer ??= setTimeout(() => void flush(), PATIENCE_MS)
  }
  return { put, flush }
}

interface Asked {
  readonly noted: ExchangeNote
  /** The run that its path names. */
  readonly run: string | null
  /** Its answer is the run that it is about. */
  readonly isNamedByAnswer: boolean
}

/** Begins behind what stands before the wire's paths. */
function pathOf({ req }: Context): string {
  const { pathname, search } = new URL(req.url)
  return pathname.slice(pathname.lastIndexOf('/threads/')) + search
}

function idOf(text: string | null): string | null {
  const value = jsonOf(text ?? '')
  return isRecord(value) && typeof value['id'] === 'string' ? value['id'] : null
}
