import type { Clock } from '@/lib/backend/clock'
import type { Changes } from '@/lib/backend/log/changes'
import type { EventLog } from '@/lib/backend/log/event-log'
import type { LiveRun } from '@/lib/backend/log/live-run'
import type { Store } from '@/lib/backend/store/store'
import type { Ask } from './ask'
import type { NoteExchange } from '@/lib/backend/wire/exchange-notes'
import type { SeenCapability } from './capabilities'
import type { NamesThere } from './names-there'
import type { Pace } from './pace'
import type { Queue } from './queue'

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
  /** Runs that are not at rest: their logs go on. */
  readonly activeRuns: Map<string, LiveRun>
  /** Those of them whose stream is open, with how many. */
  readonly streamed: Map<string, number>
  readonly pace: Pace
  /** Each writes at once what of a stream has passed, or only that it has begun, or has ended. */
  readonly flushes: Map<object, (what: 'all' | 'edges') => void>
  /** Those of them that pages follow, with how many. */
  readonly watched: Map<string, number>
  /** Those of them that are polled. */
  readonly pollers: Map<string, Poller>
  /** Assistants of runs that were seen here since the start: each is asked for once. */
  readonly askedAssistants: Set<string>
  readonly closing: AbortController
  /** Of another playground. */
  readonly namesThere: NamesThere | undefined
  /** Told what a run shows of its backend, each time. */
  readonly onCapability: (name: SeenCapability, value: boolean) => void
}
