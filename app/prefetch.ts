import { setTimeout as wait } from 'node:timers/promises'
import { dehydrate, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { backend } from '@/lib/backend/door'
import { createApi, type Api } from '@/lib/client/api'
import { ApiError, isNotFound } from '@/lib/protocol/error'
import type { ConnectionInfo } from '@/lib/protocol/connection'
import { askerHeaders, type Session } from '@/lib/protocol/people'
import { json, type Send } from '@/lib/wire-client/requests'
import { sendWithin } from '@/lib/wire-client/send-within'

const send = sendWithin(backend)

/** From how many characters on an answer is too large for a page's HTML, where it stands twice. */
const MAX_ANSWER = 1024 * 1024

/** The same for whoever asked for the page: what the guard has said of them goes on with each request. */
const sendForAsker: Send = async (path, init) => {
  const head = await headers()
  const told = askerHeaders.flatMap((name) => {
    const value = head.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  return send(path, { ...init, headers: { ...Object.fromEntries(told), ...init?.headers } })
}

/** The same requests as the browser's, answered in this process. A large answer counts as none: see `prefetch`. */
const apiOf = (connection: string) =>
  createApi(connection, async (path, init) => {
    const response = await sendForAsker(path, init)
    const text = await response.text()
    if (text.length > MAX_ANSWER) throw new Error(`The answer to ${path} is too large for a page.`)
    return new Response(text, response)
  })

/** How long a page waits for what it shows, in milliseconds: a far backend may take longer than a reader should. */
const PATIENCE_MS = 500

/**
 * Runs queries on the server, so that what they bring stands in the page's HTML. A query that fails, takes too
 * long or brings too much is left to the browser, which asks again and shows that it waits, or the error. The state is
 * JSON, for `Prefetched`.
 */
export async function prefetch(
  connection: string,
  ask: (client: QueryClient, api: Api) => Promise<unknown>,
): Promise<string> {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  await patiently(ask(client, apiOf(connection)))
  const known = JSON.stringify(dehydrate(client))
  client.clear()
  return known
}

/** What comes in time; undefined for what does not. */
async function patiently<T>(coming: Promise<T>): Promise<T | undefined> {
  const patience = new AbortController()
  const timeUp = wait(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined)
  try {
    return await Promise.race([coming, timeUp])
  } finally {
    patience.abort()
  }
}

/** Something small for a page; undefined when it cannot be had, and why is then for the page itself to say. */
export async function peek<T>(connection: string, ask: (api: Api) => Promise<T>): Promise<T | undefined> {
  try {
    return await patiently(ask(apiOf(connection)))
  } catch (error) {
    if (error instanceof ApiError) return undefined
    throw error
  }
}

interface Titles<T> {
  readonly of: (object: T) => string
  /** When it cannot be said what the object is called. */
  readonly otherwise: string
}

/** The title of an object's page. */
export async function titleOf<T>(
  connection: string,
  ask: (api: Api) => Promise<T>,
  titles: Titles<T>,
): Promise<Metadata> {
  const t = await getTranslations('errors.not_found')
  const title = await peek(connection, async (api) => {
    try {
      return titles.of(await ask(api))
    } catch (error) {
      if (isNotFound(error)) return t('title')
      throw error
    }
  })
  return { title: title ?? titles.otherwise }
}

/** Who asks for the page; undefined when that cannot be had. */
export async function whoAsks(): Promise<Session | undefined> {
  return patiently(json<Session>(sendForAsker, '/api/session')).catch(() => undefined)
}

/** Every connection of the project. */
export async function listConnections(): Promise<readonly ConnectionInfo[]> {
  const { data } = await apiOf('').connections()
  return data
}
