// The playground's own resources of a proxied connection, where they are more than what is stored: what is asked for by
// its id is taken into the record first, and what has just passed is recorded before.
import type { Hono } from 'hono'
import { ApiError, accountFailureOf, badRequest, isNotFound, notFound } from '@/lib/protocol/error'
import type { Run } from '@/lib/protocol/run'
import { toList } from '@/lib/protocol/list'
import { listQueryOf, pathParam } from '@/lib/backend/wire/request'
import { compareThread, ensureThread, nameThread } from './adopt'
import { completeLog } from './complete-log'
import { tableFor } from './frame-observation'
import { noteGone } from './gone'
import type { Recording } from './recording'
import { seeRun } from './seen-runs'

interface OwnOptions {
  readonly connection: string
  /** Passes on a request for a path of the wire, as a page's. */
  readonly passOn: (request: Request, path: string) => Promise<Response>
}

export function ownRoutes(app: Hono, recording: Recording, { connection, passOn }: OwnOptions) {
  const at = `/connections/${connection}`
  app.use(`${at}/*`, async (c, next) => {
    if (!c.req.path.endsWith('/changes')) {
      await recording.queue.allPut()
      for (const flush of recording.flushes.values()) flush('edges')
      await recording.queue.settled()
    }
    await next()
  })
  threadRoutes(app, recording, at)
  runRoutes(app, recording, at)
  assistantRoutes(app, recording, { at, passOn })
}

/** A thread that is asked for by its id is in the index from then on. */
function threadRoutes(app: Hono, recording: Recording, at: string) {
  const { queue, store } = recording
  const adopt = (id: string, take: typeof ensureThread) =>
    queue.inTurn(id, () =>
      take(recording, id).catch(async (error: unknown) => {
        // What is known of it is shown.
        if (!(await store.threads.get(id))) throw error
        if (isNotFound(error)) await noteGone(recording, id)
      }),
    )
  for (const path of [`${at}/threads/:thread_id`, `${at}/threads/:thread_id/messages`]) {
    app.get(path, async (c, next) => {
      // Who reads it by itself asks only for what the wire does not tell.
      await adopt(pathParam(c, 'thread_id'), c.req.query('content') === 'later' ? nameThread : ensureThread)
      await next()
    })
  }

  // What was said here goes before what was said at the other playground.
  app.get(`${at}/threads/:thread_id/run-marks`, async (c) => {
    const id = pathParam(c, 'thread_id')
    const [there, here] = [await recording.namesThere?.runs(id), await store.ratings.marks(id)]
    return c.json(Object.fromEntries([...(there ?? []), ...here]))
  })

  const underway = new Map<string, Promise<boolean>>()
  app.post(`${at}/threads/:thread_id/compare`, async (c) => {
    const id = pathParam(c, 'thread_id')
    // Several pages may show the same thread.
    const asked =
      underway.get(id) ?? queue.inTurn(id, () => compareThread(recording, id)).finally(() => underway.delete(id))
    underway.set(id, asked)
    return c.json({ changed: await asked })
  })

  app.post(`${at}/threads/:thread_id/messages/:message_id`, () => {
    throw badRequest('This connection’s backend has no way to change what a message says.', {
      code: 'unsupported_value',
    })
  })

  // When something came in here is not when it was made there: of that, whole seconds are all that is known.
  app.get(`${at}/created`, (c) => c.json({}))
}

/** A run that is asked for by its id, with `thread_id` where it was not seen here yet, is watched from then on. */
function runRoutes(app: Hono, recording: Recording, at: string) {
  const { queue, store, ask, clock } = recording
  async function open(runId: string, threadId: string | undefined) {
    const known = await store.runs.get(runId)
    const thread = known?.thread_id ?? threadId
    if (thread === undefined) return
    await queue.inTurn(thread, async () => {
      // Several pages may open it at once.
      if (!(await store.runs.get(runId))) {
        await ensureThread(recording, thread, { except: runId })
        const path = `/threads/${encodeURIComponent(thread)}/runs/${encodeURIComponent(runId)}`
        const { value, askedMs, atMs } = await ask<Run>(path)
        if (tableFor(value) !== 'runs') throw notFound('run', runId)
        await seeRun(recording, value, { askedMs, atMs, how: 'polled' })
      }
      await completeLog(recording, runId, clock()).catch((error: unknown) => {
        // The run is shown as it is known; its log is completed when its backend tells of it.
        if (!(error instanceof ApiError)) throw error
      })
    })
  }
  for (const path of ['', '/events', '/view'].map((part) => `${at}/runs/:run_id${part}`)) {
    app.get(path, async (c, next) => {
      await open(pathParam(c, 'run_id'), c.req.query('thread_id'))
      await next()
    })
  }
}

interface AssistantOptions extends Pick<OwnOptions, 'passOn'> {
  readonly at: string
}

/** Assistants as they are there; as they were last seen while nothing answers. */
function assistantRoutes(app: Hono, { store }: Recording, { at, passOn }: AssistantOptions) {
  async function askedOrSeen(answer: Promise<Response>, seen: () => Promise<unknown>): Promise<Response> {
    try {
      const response = await answer
      if (response.status < 500) return response
      const known = await seen()
      return known === undefined ? response : Response.json(known)
    } catch (error) {
      if (!(error instanceof ApiError) || accountFailureOf(error) === undefined) throw error
      const known = await seen()
      if (known === undefined) throw error
      return Response.json(known)
    }
  }

  app.get(`${at}/assistants`, (c) => {
    const { search } = new URL(c.req.url)
    const seen = async () => {
      const { data, hasMore } = await store.assistants.list(listQueryOf(c))
      // Only the backend itself can say that it has none.
      return data.length > 0 || c.req.query('after') !== undefined ? toList(data, hasMore) : undefined
    }
    return askedOrSeen(passOn(c.req.raw, `/assistants${search}`), seen)
  })

  app.get(`${at}/assistants/:assistant_id`, (c) => {
    const id = pathParam(c, 'assistant_id')
    return askedOrSeen(passOn(c.req.raw, `/assistants/${encodeURIComponent(id)}`), () => store.assistants.get(id))
  })
}
