// The requests that go to the account about a run, and what it answers, recorded for the wire panel.
import type { TransportOptions } from '@/lib/appbuilder/transport'
import { isRecord, jsonOf } from '@/lib/backend/store/document-shapes'
import type { ExchangeRecorder } from '@/lib/backend/wire/record-exchanges'
import { createBodyNote, type BodyNote, type ExchangeNote } from '@/lib/backend/wire/exchange-notes'
import { SilenceError } from './account-line'

type Fetch = NonNullable<TransportOptions['fetch']>

/** Of so many runs it is known how they looked last: looks that show nothing new are not recorded. */
const MAX_LOOKS = 500

/** A stream names its run in its first event. */
const MAX_NAMING_BYTES = 64 * 1024

const BROKEN_OFF = 'It broke off.'

const RUN_ID = /"run_id"\s*:\s*"([^"\\]+)"/

/** Sends as `fetch` does, and notes what is about a run. The key stands in headers only, and those are not kept. */
export function createNotedFetch(fetch: Fetch, { note, put }: Pick<ExchangeRecorder, 'note' | 'put'>): Fetch {
  const looks = new Map<string, string>()

  /** Does a look at a run show anything that the one before did not? */
  function isNews(path: string, runId: string, text: string | null): boolean {
    if (!path.endsWith('/query')) return true
    const key = `${path} ${runId}`
    if (text === null || looks.get(key) === text) return false
    looks.delete(key)
    looks.set(key, text)
    if (looks.size > MAX_LOOKS) looks.delete(looks.keys().next().value ?? '')
    return true
  }

  return async (input, init) => {
    const { pathname: path } = new URL(input)
    const at = path.indexOf('/v2/threads/runs')
    if (at < 0 || typeof init.body !== 'string') return fetch(input, init)
    const headers = new Headers(init.headers)
    const body = createBodyNote(headers.get('content-type'))
    body.onBytes(new TextEncoder().encode(init.body))
    const call = { path: path.slice(at), runId: RUN_ID.exec(init.body)?.[1] ?? null }
    const noted = note({ method: 'POST', path: call.path, headers, body, askedBy: 'server' })
    const response = await fetch(input, init).catch((error: unknown) => {
      noted.ended(init.signal?.aborted ? BROKEN_OFF : failureOf(error))
      if (call.runId) put(noted, call.runId)
      throw error
    })
    const answer = noted.answered(response.status, response.headers)
    const onEnd = (runId: string | null) => {
      if (runId !== null && isNews(call.path, runId, answer.text())) put(noted, runId)
    }
    if (response.body) return read(response, { ...call, noted, answer, put, onEnd })
    noted.ended()
    onEnd(call.runId)
    return response
  }
}

/** The error's own words may name what is not for everybody. */
function failureOf(error: unknown): string {
  if (error instanceof SilenceError) return `AppBuilder has not answered for ${error.seconds} s.`
  return 'AppBuilder cannot be reached.'
}

/** The run that a stream says it has begun. */
function begunIn(stream: string): string | null {
  for (const [, data = ''] of stream.matchAll(/^data:(.*)$/gm)) {
    const event = jsonOf(data)
    const details = isRecord(event) ? event['details'] : undefined
    const run = isRecord(details) ? details['run_object'] : undefined
    if (isRecord(run) && typeof run['id'] === 'string' && run['id'] !== '') return run['id']
  }
  return null
}

interface Reading {
  readonly runId: string | null
  readonly noted: ExchangeNote
  readonly answer: BodyNote
  readonly put: ExchangeRecorder['put']
  readonly onEnd: (runId: string | null) => void
}

/** The answer as it is read; a stream is recorded as soon as it has named its run, and again when it ends. */
function read(response: Response, { runId: asked, noted, answer, put, onEnd }: Reading): Response {
  const reader = response.body!.getReader()
  const decoder = new TextDecoder()
  let runId = asked
  let beginning = ''
  function onBytes(bytes: Uint8Array) {
    answer.onBytes(bytes)
    if (runId !== null || beginning.length > MAX_NAMING_BYTES) return
    beginning += decoder.decode(bytes, { stream: true })
    runId = begunIn(beginning)
    if (runId !== null) put(noted, runId)
  }
  function ended(why: string | null) {
    noted.ended(why)
    onEnd(runId)
  }
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (!done) {
          onBytes(value)
          return controller.enqueue(value)
        }
      } catch (error) {
        ended(BROKEN_OFF)
        return controller.error(error)
      }
      ended(null)
      controller.close()
    },
    async cancel(reason) {
      ended(null)
      await reader.cancel(reason)
    },
  })
  return new Response(body, response)
}
