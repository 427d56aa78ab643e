import type { createTapes } from '@/lib/backend/embedded/testing/tapes'
import type { Wire } from './wire'

/** A backend that is held to the contract. */
export interface Contender extends Wire {
  /** The wire with an idempotency key on each request. */
  under(key: string): Wire
  close(): Promise<void>
}

/** What the tests of a contract work with. */
export interface Stage {
  readonly tapes: ReturnType<typeof createTapes>
  readonly wire: Contender
  readonly watching: 'as-it-happens' | 'by-polling'
  /** The playground's own resource of that path. */
  readonly own: (path: string) => string
}

export type At = () => Stage
