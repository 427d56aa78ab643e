import type { Assistant } from '@/lib/protocol/assistant'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { Thread } from '@/lib/protocol/thread'

/** What is kept of a thread and its runs, so that they can be shown again. */
export interface Recording {
  readonly thread: Thread
  readonly title: string | null
  /** The oldest first. */
  readonly messages: readonly Message[]
  /** The oldest first. */
  readonly runs: readonly RecordedRun[]
  readonly assistants: readonly Assistant[]
}

/** One run: its log, from which everything about it is folded. */
export interface RecordedRun {
  readonly id: string
  readonly events: readonly LoggedEvent[]
}
