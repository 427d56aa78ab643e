// What a run's reader should know of it. The rules are in the tables beside this file; the words for each are the
// catalogue's, under the finding's key.
import type { Run } from '@/lib/protocol/run'
import type { RunStatus } from '@/lib/protocol/status'
import type { RunView } from '@/lib/run/fold'
import type { LogEntry } from '@/lib/run/log-entry'
import type { Lifecycle } from '../lifecycle'

/** What the rules look at. */
export interface Facts {
  readonly run: Run
  readonly view: RunView
  readonly life: Lifecycle
  /** On the log's clock, in Unix ms; 0 at rest. */
  readonly now: number
  /** No more of the log will come, or none can be had. */
  readonly isLogWhole: boolean
  readonly around: Around
}

/** What is known beside the run and its log. */
export interface Around {
  /** Who executes the run: this server, or a backend that it only sees. */
  readonly backend: 'here' | 'elsewhere'
  /** What becomes of a run whose model is this run's; null where it is offered, or that is not known. */
  readonly unlisted: 'refused' | 'passed_on' | null
  /** Since when the backend says that there is no such thread, in Unix ms. */
  readonly threadGoneMs: number | null
  /** The functions that earlier runs of the assistant were waiting for when they expired: a list for each run. */
  readonly unanswered: readonly (readonly string[])[]
}

/** How far a finding keeps a run from its end: it did, or will; somebody has to do something; or it is good to know. */
export type Severity = 'problem' | 'attention' | 'note'

/** What a finding is about: how the run ended, what it waits for, or how far what is shown of it can be trusted. */
export type Subject = 'end' | 'wait' | 'record'

/** The next step, as far as a page can take it. */
export type NextStep =
  | 'answer'
  | 'decide'
  | 'cancel'
  | 'again'
  | 'again_with'
  | 'model'
  | 'assistant'
  | 'models'
  | 'connection'
  | 'queue'

/** What the words of a finding say: functions' names, a number, lengths and moments in ms, statuses. */
export interface FindingValues {
  readonly names?: readonly string[]
  readonly count?: number
  readonly durationMs?: number
  readonly atMs?: number
  /** Of tokens; null where it is not known. */
  readonly limit?: number | null
  readonly model?: string
  /** The name of a responder's rule; `unnamed`, or `none` where none applied. */
  readonly rule?: string
  readonly status?: RunStatus
  readonly from?: RunStatus
  readonly to?: RunStatus
  readonly backend?: Around['backend']
}

/** An event of the log on which a finding rests. */
export interface Evidence {
  readonly seq: number
  /** Unix ms. */
  readonly at: number
  readonly event: string
}

export interface Found {
  readonly values?: FindingValues
  readonly evidence?: readonly Evidence[]
  /** What another service said of it. */
  readonly said?: string
}

export interface Rule {
  readonly subject: Subject
  readonly severity: Severity
  /** The likeliest first. */
  readonly next: readonly NextStep[]
  /** What it found; null where it does not apply. A list where it can apply several times. */
  readonly find: (facts: Facts) => Found | readonly Found[] | null
}

const MAX_EVIDENCE = 3

/** The last so many events that fit, in their order. */
export function eventsOf(
  { log }: RunView,
  fits: (entry: LogEntry) => boolean,
  most: number = MAX_EVIDENCE,
): readonly Evidence[] {
  const found: Evidence[] = []
  for (let index = log.length - 1; index >= 0 && found.length < most; index -= 1) {
    const entry = log[index]!
    if (fits(entry)) found.push(evidenceOf(entry))
  }
  return found.reverse()
}

export const evidenceOf = ({ lastSeq, lastAt, event }: LogEntry): Evidence => ({ seq: lastSeq, at: lastAt, event })

/** The event by which the run came into the status that it has. */
export const entryOf = (view: RunView): readonly Evidence[] =>
  eventsOf(view, ({ event }) => event === `thread.run.${view.run?.status}`, 1)

/** A rule that applies to a run. */
export interface Finding<Key extends string = string> extends Required<Omit<Found, 'said'>> {
  readonly key: Key
  readonly subject: Subject
  readonly severity: Severity
  readonly said: string | null
  readonly next: readonly NextStep[]
}
