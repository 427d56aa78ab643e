// Assistants as pages show them: as the account has them, or as they were last seen here while it does not answer. How
// it stands, and since when, the pages say above.
import type { Assistant } from '@/lib/protocol/assistant'
import { accountFailureOf, isNotFound } from '@/lib/protocol/error'
import { toList, type ListQuery } from '@/lib/protocol/list'
import { listQueryOf, pathParam } from '@/lib/backend/wire/request'
import type { Page } from '@/lib/backend/store/page'
import { pageWithin } from '../page-within'
import { forget, seenAssistant, seenAssistants } from './assistants'
import type { AdapterRoutes, AdapterServices } from './context'
import { toApiError } from './refusal'

/** For so long a page waits for the account before it shows what is known, in milliseconds. */
const RECALL_AFTER_MS = 1_000

export const seenAssistantRoutes =
  (connection: string): AdapterRoutes =>
  (app, services) => {
    const at = `/connections/${connection}/assistants`

    app.get(at, async (c) => {
      const query = listQueryOf(c)
      const asking = { ask: () => listed(services, query), recall: () => lastSeen(services, query) }
      const { data, hasMore } = await askOrRecall(services, asking)
      return c.json(toList(data, hasMore))
    })

    app.get(`${at}/:assistant_id`, async (c) => {
      const id = pathParam(c, 'assistant_id')
      const asking = { ask: () => found(services, id), recall: () => services.mirror.assistants.get(id) }
      return c.json(await askOrRecall(services, asking))
    })
  }

/** The account's list. When that is all of them, others that were known here are not there any more. */
async function listed(services: AdapterServices, query: ListQuery): Promise<Page<Assistant>> {
  const isWhole = query.after === undefined && query.before === undefined
  const before = isWhole ? await everyKnown(services) : []
  const page = await seenAssistants(services, query)
  if (page.hasMore) return page
  const there = new Set(page.data.map(({ id }) => id))
  for (const { id } of before) if (!there.has(id)) await forget(services, id)
  return page
}

async function found(services: AdapterServices, id: string): Promise<Assistant> {
  try {
    return await seenAssistant(services, id)
  } catch (error) {
    const told = toApiError(error)
    if (isNotFound(told)) await forget(services, id)
    throw error
  }
}

async function everyKnown({ mirror }: AdapterServices): Promise<readonly Assistant[]> {
  const data: Assistant[] = []
  for (let hasMore = true; hasMore;) {
    const page = await mirror.assistants.list({ limit: 100, order: 'asc', after: data.at(-1)?.id })
    data.push(...page.data)
    hasMore = page.hasMore && page.data.length > 0
  }
  return data
}

/** What of the list is known here, in its order; undefined where nothing is, or nothing of where it is to begin. */
async function lastSeen(services: AdapterServices, query: ListQuery): Promise<Page<Assistant> | undefined> {
  const known = (await everyKnown(services)).toSorted((one, other) => one.created_at - other.created_at)
  const isKnown = (id: string | undefined) => id === undefined || known.some((each) => each.id === id)
  return known.length > 0 && isKnown(query.after) && isKnown(query.before) ? pageWithin(known, query) : undefined
}

interface Asking<T> {
  readonly ask: () => Promise<T>
  /** Undefined where it was not seen here. */
  readonly recall: () => Promise<T | undefined>
}

/** What the account says; what was last seen here where it does not say it soon. Throws where there is neither. */
async function askOrRecall<T>(services: AdapterServices, { ask, recall }: Asking<T>): Promise<T> {
  const { engine, line, sleep } = services
  const known = await recall()
  if (known === undefined) return ask()
  const { status } = line.state()
  // Whether it has recovered is checked elsewhere and sent to the pages: see account.ts.
  if (status !== 'answering' && status !== 'unknown') return known
  const answer = ask().catch(orWhenSilent(known))
  const over = new AbortController()
  // What comes later is stored and published as a change.
  engine.aside('Reading assistants', async () => void (await answer.catch(unlessReported)))
  const recalled = sleep(RECALL_AFTER_MS, over.signal).then(
    () => known,
    () => answer,
  )
  return Promise.race([answer, recalled]).finally(() => over.abort())
}

/** An account that fails says nothing of what was asked for. */
const orWhenSilent =
  <T>(known: T) =>
  (error: unknown): T => {
    if (accountFailureOf(toApiError(error)) === undefined) throw error
    return known
  }

/** A refusal is for whoever asked; everything else is for the operator. */
function unlessReported(error: unknown) {
  if (toApiError(error) === undefined) throw error
}
