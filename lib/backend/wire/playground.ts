import * as z from 'zod'
import { badRequest, notFound } from '@/lib/protocol/error'
import { pageQuery, toList } from '@/lib/protocol/list'
import { MAX_QUERY, MAX_TEXT, MAX_TITLE } from '@/lib/protocol/limits'
import type { Message } from '@/lib/protocol/message'
import type { BackendInfo } from '@/lib/protocol/connection'
import { runStatuses } from '@/lib/protocol/status'
import { emptyView, fold } from '@/lib/run/fold'
import { isTerminal } from '@/lib/run/machine'
import type { Tables } from '@/lib/backend/store/store'
import type { ThreadQuery } from '@/lib/backend/store/list-queries'
import { changeFrames } from './change-frames'
import { demoRoutes } from './demos'
import { eventStream, framesOf, logFrame } from './event-stream'
import { exchangeRoutes } from './exchanges'
import { findRoutes } from './find'
import { jsonAnswer } from './json-answer'
import { labelRoutes, labelText } from './labels'
import { ratingRoutes } from './ratings'
import { endingWith, errorFrame } from './leg-stream'
import type { PlaygroundRoutes } from './playground-routes'
import { findMessage, requireUnlocked } from './find-message'
import { bodyOf, listQueryOf, pathParam, queryOf } from './request'
import { shownMessageRoutes } from './shown-messages'
import { threadIndexRoutes } from './thread-index'

const searchQuery = pageQuery.extend({
  q: z.string().max(MAX_QUERY).optional(),
  label: labelText.optional(),
  order: z.enum(['asc', 'desc']).optional(),
})

const statuses = z
  .string()
  .transform((words) => words.split(',').filter(Boolean))
  .pipe(z.array(z.enum(runStatuses)))

const moment = z.coerce.number().int().min(0)

const threadQuery = searchQuery
  .extend({
    sort: z.enum(['activity', 'created']).optional(),
    empty: z.stringbool().optional(),
    status: statuses.optional(),
    gone: z.stringbool().optional(),
    created_from: moment.optional(),
    created_before: moment.optional(),
    used_from: moment.optional(),
    used_before: moment.optional(),
  })
  .transform(({ created_from, created_before, used_from, used_before, ...query }): ThreadQuery => ({
    ...query,
    created: { from: created_from, before: created_before },
    used: { from: used_from, before: used_before },
  }))

const runQuery = searchQuery.extend({
  sort: z.enum(['created', 'duration', 'tokens']).optional(),
  status: statuses.optional(),
  assistant_id: z.string().optional(),
  thread_id: z.string().optional(),
  rating: z.enum(['up', 'down', 'any']).optional(),
})

const rewriteBody = z.strictObject({
  text: z.string().min(1).max(MAX_TEXT),
  /** Instead of those that came with it; without it they stay. */
  file_ids: z.array(z.string()).max(10).optional(),
})

const renameBody = z.strictObject({ title: z.string().trim().max(MAX_TITLE).nullable() })

/** The playground's own resources of one connection: the thread index, all runs, their logs, and what changes. */
export const playgroundRoutes =
  (connection: BackendInfo): PlaygroundRoutes =>
  (app, services) => {
    const { store, changes } = services
    app.use('/connections/:connection/*', async (c, next) => {
      const id = pathParam(c, 'connection')
      if (id !== connection.id) throw notFound('connection', id)
      await next()
    })

    app.get('/connections/:connection/threads', async (c) => {
      const { data, hasMore } = await store.threads.search(queryOf(c, threadQuery))
      return c.json(toList(data, hasMore))
    })

    app.get('/connections/:connection/empty-threads', async (c) => c.json({ count: await store.threads.countEmpty() }))

    app.get('/connections/:connection/threads/:thread_id', async (c) => {
      const id = pathParam(c, 'thread_id')
      const summary = await store.threads.summary(id)
      if (!summary) throw notFound('thread', id)
      return c.json(summary)
    })

    app.post('/connections/:connection/threads/:thread_id', async (c) => {
      const id = pathParam(c, 'thread_id')
      const { title } = await bodyOf(c, renameBody)
      if (!(await store.threads.rename(id, title || null))) throw notFound('thread', id)
      changes.publish({ kind: 'thread', verb: 'put', id, thread_id: id, status: null })
      return c.json(await store.threads.summary(id))
    })

    app.get('/connections/:connection/damaged', (c) => c.json(toList(store.damaged(), false)))

    assistantRoutes(app, services)
    demoRoutes(app, services)
    threadIndexRoutes(app, services)
    findRoutes(app, services)
    labelRoutes(app, services)
    ratingRoutes(app, services)
    shownMessageRoutes(app, services)
    messageRoutes(app, services)
    runRoutes(app, services)
    exchangeRoutes(app, services)
  }

/** Assistants as they are known here: the same as on the wire, but where an account has them. */
const assistantRoutes: PlaygroundRoutes = (app, { store }) => {
  app.get('/connections/:connection/assistants', async (c) => {
    const { data, hasMore } = await store.assistants.list(listQueryOf(c))
    return c.json(toList(data, hasMore))
  })

  app.get('/connections/:connection/assistants/:assistant_id', async (c) => {
    const id = pathParam(c, 'assistant_id')
    const assistant = await store.assistants.get(id)
    if (!assistant) throw notFound('assistant', id)
    return c.json(assistant)
  })

  app.get('/connections/:connection/unused-assistants', async (c) => {
    const { data, hasMore } = await store.assistants.listUnused(listQueryOf(c))
    return c.json(toList(data, hasMore))
  })
}

/** What came with the message already stays for the tools that it came for. Throws ApiError for a file that is gone. */
async function attached({ files }: Tables, { attachments }: Message, ids: readonly string[]) {
  const present = await files.present(ids)
  const missing = ids.find((id) => !present.has(id))
  if (missing !== undefined) throw notFound('file', missing)
  const known = (id: string) => attachments?.find(({ file_id }) => file_id === id)
  return { attachments: ids.map((file_id) => known(file_id) ?? { file_id }) }
}

/** No Assistants wire changes what a message says; the models of runs to come read the new words. */
const messageRoutes: PlaygroundRoutes = (app, { store, changes }) => {
  app.post('/connections/:connection/threads/:thread_id/messages/:message_id', async (c) => {
    const threadId = pathParam(c, 'thread_id')
    const { text, file_ids: files } = await bodyOf(c, rewriteBody)
    const message = await store.transaction(async (tables) => {
      const current = await findMessage(tables, threadId, pathParam(c, 'message_id'))
      await requireUnlocked(tables, threadId, 'change messages of')
      const content: Message['content'] = [{ type: 'text', text: { value: text, annotations: [] } }]
      const amended = { ...current, content, ...(files && (await attached(tables, current, files))) }
      await tables.messages.put(amended)
      return amended
    })
    changes.publish({ kind: 'message', verb: 'put', id: message.id, thread_id: threadId, status: null })
    return c.json(message)
  })
}

/** All runs of the connection, their logs, and the changes as they come. */
const runRoutes: PlaygroundRoutes = (app, { store, engine, changes }) => {
  app.get('/connections/:connection/runs', async (c) => {
    const { data, hasMore } = await store.runs.search(queryOf(c, runQuery))
    return c.json(toList(data, hasMore))
  })

  app.get('/connections/:connection/run-counts', async (c) => {
    return c.json(await store.runs.counts(queryOf(c, runQuery.pick({ assistant_id: true, label: true, rating: true }))))
  })

  app.get('/connections/:connection/runs/:run_id', async (c) => {
    const id = pathParam(c, 'run_id')
    const summary = await store.runs.summary(id)
    if (!summary) throw notFound('run', id)
    return c.json(summary)
  })

  app.get('/connections/:connection/runs/:run_id/events', async (c) => {
    const id = pathParam(c, 'run_id')
    const after = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? 0)
    if (!Number.isSafeInteger(after) || after < 0)
      throw badRequest("Invalid 'after': expected the number of an event.", { param: 'after', code: 'invalid_value' })
    if (!(await store.runs.get(id))) throw notFound('run', id)
    const gone = new AbortController()
    const frames = framesOf(engine.watch(id, { after, isOver: isTerminal, signal: gone.signal }), logFrame)
    return eventStream(
      endingWith(frames, () => gone.abort()),
      { onError: errorFrame },
    )
  })

  // What a run that is over has left, without its log: where somebody only looks at it, that is not sent.
  app.get('/connections/:connection/runs/:run_id/view', async (c) => {
    const id = pathParam(c, 'run_id')
    if (!(await store.runs.get(id))) throw notFound('run', id)
    const { signal } = c.req.raw
    let view = emptyView
    for await (const events of engine.watch(id, { after: 0, isOver: () => true, signal })) view = fold(view, events)
    return jsonAnswer(view)
  })

  app.get('/connections/:connection/runs/:run_id/notes', async (c) => {
    const id = pathParam(c, 'run_id')
    if (!(await store.runs.get(id))) throw notFound('run', id)
    return c.json(toList(await store.notes.list(id), false))
  })

  app.get('/connections/:connection/runs/:run_id/notes/:step_id', async (c) => {
    const id = pathParam(c, 'step_id')
    const note = await store.notes.get(pathParam(c, 'run_id'), id)
    if (!note) throw notFound('note of run step', id)
    return c.json(note)
  })

  app.get('/connections/:connection/changes', () => {
    const frames = changeFrames(changes)
    return eventStream(frames, { onError: errorFrame })
  })
}
