import type { Clock } from '@/lib/backend/clock'
import type { Changes } from '@/lib/backend/log/changes'
import type { EventLog } from '@/lib/backend/log/event-log'
import type { FollowedRuns } from '@/lib/backend/following/followed-runs'
import type { Store } from '@/lib/backend/store/store'
import type { Ask } from './ask'
import type { NoteExchange } from '@/lib/backend/wire/exchange-notes'
import type { SeenCapability } from './capabilities'
import type { NamesThere } from './names-there'
import type { Pace } from './pace'
import type { Queue } from './queue'
import type { Watchers } from './watchers'

/** Looks at a run again and again. */
export interface Poller {
  /** Something has happened to the run: it is polled now. */
  poke(): void
  /** Somebody else polled, at that moment, and nothing was new. */
  saw(askedMs: number): void
  end(): void
}

/** What recording a connection works with. */
export interface Recording {
  readonly store: Store
  readonly ask: Ask
  readonly changes: Changes
  readonly clock: Clock
  /** Waits, and throws when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  readonly report: (message: string, error: unknown) => void
  readonly log: EventLog
  readonly queue: Queue
  readonly note: NoteExchange
  /** Those that are not at rest, and which of them this instance follows: it alone writes their logs. */
  readonly runs: FollowedRuns
  /** Those that are followed here and whose stream is open, with how many. */
  readonly streamed: Map<string, number>
  readonly pace: Pace
  /** Each writes at once what of a stream has passed, or only that it has begun, or has ended. */
  readonly flushes: Map<object, (what: 'all' | 'edges') => void>
  /** Which of them pages follow. */
  readonly watchers: Watchers
  /** Those that are polled from here. */
  readonly pollers: Map<string, Poller>
  /** Assistants of runs that were seen here since the start: each is asked for once. */
  readonly askedAssistants: Set<string>
  readonly closing: AbortController
  /** Of another playground. */
  readonly namesThere: NamesThere | undefined
  /** Told what a run shows of its backend, each time. */
  readonly onCapability: (name: SeenCapability, value: boolean) => void
}
