import type { Hono } from 'hono'
import type { ListQuery } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { Changes } from '@/lib/backend/log/changes'
import type { Watch } from '@/lib/backend/log/watch'
import type { Page, Store } from '@/lib/backend/store/store'

/** Where the messages of a connection are read. Both throw ApiError for a thread or message that there is not. */
export interface MessageSource {
  list(threadId: string, query: ListQuery): Promise<Page<Message>>
  get(threadId: string, id: string): Promise<Message>
}

/** What the playground's own resources are read from, whoever carries the runs. */
export interface PlaygroundServices {
  readonly store: Store
  readonly changes: Changes
  readonly messages: MessageSource
  readonly engine: { readonly watch: Watch }
}

/** Adds the routes of one of them. */
export type PlaygroundRoutes = (app: Hono, services: PlaygroundServices) => void
