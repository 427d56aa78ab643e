// Messages and runs that others made on a known thread: AppBuilder does not announce them, so it is polled.
import { AppBuilderServerError } from '@/lib/appbuilder/error'
import type { Message } from '@/lib/protocol/message'
import { isTerminal } from '@/lib/run/machine'
import { pathParam } from '@/lib/backend/wire/request'
import { lacksLog, seenRun, seenThread } from './adopt'
import type { AdapterRoutes, AdapterServices } from './context'
import { fromMessage } from './from-message'
import { all, inChunks, NEWEST, type Ask } from './in-chunks'
import { knownName } from './known-name'

interface Compared {
  readonly thread_id: string
  readonly signal?: AbortSignal
}

/**
 * Takes in what the account has of the thread and was not seen here, each message at its place; true when that was
 * something. Throws what is wrong with the thread or the account.
 */
export async function compare(services: AdapterServices, at: Compared): Promise<boolean> {
  const { thread_id } = at
  await seenThread(services, thread_id)
  const hasRun = await takeRuns(services, at)
  // Who creates messages of the thread from here waits, so that what is created there is here before the next look.
  const hasSaid = await services.engine.exclusive(thread_id, () => takeMessages(services, at))
  const isNew = hasRun || hasSaid
  if (isNew) services.changes.publish({ kind: 'thread', verb: 'put', id: thread_id, thread_id, status: null })
  return isNew
}

/** The newest of a list; where its oldest is not known here, all of it, for more may be new. Oldest first. */
async function newest<T extends { readonly id: string }>(ask: Ask<T>, isKnown: (each: T) => Promise<boolean>) {
  const { data, hasMore } = await inChunks(NEWEST, ask)
  const oldest = data.at(-1)
  if (!oldest || !hasMore || (await isKnown(oldest))) return data.toReversed()
  return (await inChunks(all, ask)).data
}

async function takeRuns(services: AdapterServices, { thread_id, signal }: Compared): Promise<boolean> {
  const { client, mirror } = services
  const isKnown = async ({ id }: { readonly id: string }) => (await mirror.runs.get(id)) !== undefined
  const runs = await newest(
    (query) => client.threads.runs.list({ ...query, thread_id }, { ...(signal && { signal }) }),
    isKnown,
  )
  let isNew = false
  for (const run of runs) {
    const known = await mirror.runs.get(run.id)
    if (known && !(await lacksLog(services, known))) continue
    await seenRun(services, run)
    isNew ||= await isKnown(run)
  }
  return isNew
}

async function takeMessages(services: AdapterServices, { thread_id, signal }: Compared): Promise<boolean> {
  const { client, mirror } = services
  const list: Ask<ListedMessage> = (query) =>
    client.threads.messages.list({ ...query, thread_id }, { ...(signal && { signal }) })
  const hasSaid = async (run_id: string) => (await mirror.messages.list(thread_id, { ...ONE, run_id })).data.length > 0
  const isKnown = async ({ id, run_id }: ListedMessage) =>
    run_id === '' ? (await mirror.messages.get(id)) !== undefined : hasSaid(run_id)
  const told = (await newest(list, isKnown)).map(fromMessage)
  const known: (Message | undefined)[] = []
  for (const message of told) known.push(await mirror.messages.get(await knownName(services, message, told)))
  let isNew = false
  for (const [index, message] of told.entries()) {
    const before = known[index]
    if (before) isNew = (await rewritten(services, before, message)) || isNew
    else if (!(await comesWithItsRun(services, message))) {
      await mirror.messages.insert(message, { before: known.slice(index).find((each) => each !== undefined)?.id })
      isNew = true
    }
  }
  return isNew
}

const ONE = { limit: 1, order: 'asc' } as const

type ListedMessage = Parameters<typeof fromMessage>[0]

const wordsOf = ({ content }: Message) =>
  JSON.stringify(content.map((part) => (part.type === 'text' ? part.text.value : part)))

/** What a person wrote may have been changed there. */
async function rewritten({ mirror }: AdapterServices, known: Message, { content, attachments, role }: Message) {
  const isSame = role !== 'user' || wordsOf(known) === wordsOf({ ...known, content })
  return !isSame && mirror.messages.put({ ...known, content, attachments })
}

/** A run's messages come by following it, maybe under another id; those of other runs are in the list. */
async function comesWithItsRun(services: AdapterServices, { thread_id, run_id }: Message): Promise<boolean> {
  if (!run_id) return false
  const { client, mirror } = services
  if (!(await mirror.runs.get(run_id))) {
    try {
      await seenRun(services, await client.threads.runs.query({ thread_id, run_id }))
    } catch (error) {
      // A message may name a run that the account does not have.
      if (!(error instanceof AppBuilderServerError)) throw error
      return false
    }
  }
  const run = await mirror.runs.get(run_id)
  if (!run || !isTerminal(run.status)) return true
  const { data } = await mirror.messages.list(thread_id, { ...ONE, run_id })
  return data.length > 0
}

/** Pages compare the thread that they show: nothing else shows what happens to it elsewhere. */
export const compareRoutes =
  (connection: string): AdapterRoutes =>
  (app, services) => {
    const underway = new Map<string, Promise<boolean>>()
    app.post(`/connections/${connection}/threads/:thread_id/compare`, async (c) => {
      const thread_id = pathParam(c, 'thread_id')
      // Several pages may show the same thread.
      const asked =
        underway.get(thread_id) ?? compare(services, { thread_id }).finally(() => underway.delete(thread_id))
      underway.set(thread_id, asked)
      return c.json({ changed: await asked })
    })
  }
