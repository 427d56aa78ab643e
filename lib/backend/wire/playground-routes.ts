import type { Hono } from 'hono'
import type { ListQuery } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { ThreadListing } from '@/lib/protocol/playground'
import type { Changes } from '@/lib/backend/log/changes'
import type { Watch } from '@/lib/backend/log/watch'
import type { Page } from '@/lib/backend/store/page'
import type { Store } from '@/lib/backend/store/store'

/** Where the messages of a connection are read. Both throw ApiError for a thread or message that there is not. */
export interface MessageSource {
  list(threadId: string, query: ListQuery): Promise<Page<Message>>
  get(threadId: string, id: string): Promise<Message>
}

/** Reads the list of all threads of a backend elsewhere, in the background. */
export interface ListingThreads {
  state(): Promise<ThreadListing>
  /** Goes on where it was left, or begins anew; nothing where it is underway. */
  start(): Promise<void>
  /** Resolves when it has stopped. */
  stop(): Promise<void>
}

/** What the playground's own resources are read from, whoever carries the runs. */
export interface PlaygroundServices {
  readonly store: Store
  readonly changes: Changes
  readonly messages: MessageSource
  readonly engine: { readonly watch: Watch }
  /** Takes a thread of the backend into the index by its id. Throws ApiError. Missing where all are in it. */
  readonly addThread?: (id: string) => Promise<unknown>
  /** Undefined, too, while its backend is known to have no list. */
  readonly listing?: () => ListingThreads | undefined
}

/** Adds the routes of one of them. */
export type PlaygroundRoutes = (app: Hono, services: PlaygroundServices) => void
