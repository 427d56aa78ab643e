// Creates with an idempotency key at a backend that knows of none: they are passed on once, and answered from here when
// they come again.
import type { Context } from 'hono'
import { jsonOf, isRecord } from '@/lib/backend/store/document-shapes'
import type { Store } from '@/lib/backend/store/store'
import { bodyBytesOf } from '@/lib/backend/wire/body-bytes'
import { createOnce, type SaveAnswer } from '@/lib/backend/wire/idempotency'
import { streamLeg } from '@/lib/backend/wire/leg-stream'
import type { Watch } from '@/lib/backend/log/watch'

interface KeyedOptions {
  readonly store: Store
  readonly engine: { readonly watch: Watch }
}

/** Carries an answer that says that nothing was created. */
class RefusedError extends Error {
  override readonly name = 'RefusedError'
  constructor(readonly answer: Response) {
    super('The backend refused.')
  }
}

/** Passes a request on with `pass`, once for each key. */
export function createKeyed({ store, engine }: KeyedOptions) {
  const once = createOnce({
    store,
    stream: (runId, after) => streamLeg(engine, runId, { after }),
    isUndone: (error) => error instanceof RefusedError,
  })
  return async (c: Context, pass: (request: Request) => Promise<Response>): Promise<Response> => {
    const create = once(async (_, saveAnswer, markPending) => {
      await markPending()
      const { url, method, headers, signal } = c.req.raw
      const answer = await pass(new Request(url, { method, headers, signal, body: Buffer.from(await bodyBytesOf(c)) }))
      if (answer.status < 500 && !answer.ok) throw new RefusedError(answer)
      const isWhole = answer.headers.get('content-type')?.includes('json') && !answer.headers.has('content-encoding')
      // Of a stream that comes again it is only known that it has begun.
      return answer.ok && isWhole ? saved(answer, store, saveAnswer) : answer
    })
    try {
      return await create(c)
    } catch (error) {
      if (error instanceof RefusedError) return error.answer
      throw error
    }
  }
}

async function saved(answer: Response, store: Store, saveAnswer: SaveAnswer): Promise<Response> {
  const text = await answer.text()
  const object = jsonOf(text)
  if (isRecord(object) && typeof object['id'] === 'string') {
    const { thread_id } = object
    await saveAnswer(store, {
      object: { ...object, id: object['id'], ...(typeof thread_id === 'string' && { thread_id }) },
    })
  }
  const { status, statusText, headers } = answer
  return new Response(text, { status, statusText, headers })
}
