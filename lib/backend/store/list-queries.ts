// What the lists of the pages can be asked for.
import type { RatingFilter } from '@/lib/protocol/rating'
import type { RunStatus } from '@/lib/protocol/status'

/** Unix milliseconds: from the first moment on, and before the other. */
export interface TimeRange {
  readonly from?: number
  readonly before?: number
}

/** Which threads of the index, and in which order: latest activity first by itself. */
export interface ThreadQuery {
  /** Looked for in title, preview and id, without regard to case. */
  readonly q?: string
  readonly label?: string
  /** Only those that have neither messages nor runs. */
  readonly empty?: boolean
  /** Only those whose newest run stands so. */
  readonly status?: readonly RunStatus[]
  /** Only those that their backend has no more, or only the others. */
  readonly gone?: boolean
  /** When they were created, and when something happened in them last. */
  readonly created?: TimeRange
  readonly used?: TimeRange
  readonly sort?: 'activity' | 'created'
  readonly order?: 'asc' | 'desc'
  readonly limit: number
  readonly after?: string
}

/** Which runs, and in which order: newest first by itself. */
export interface RunQuery {
  /** Looked for in id, assistant's name, thread's title and preview. */
  readonly q?: string
  readonly status?: readonly RunStatus[]
  readonly assistant_id?: string
  readonly thread_id?: string
  readonly label?: string
  readonly rating?: RatingFilter
  /** By duration, those that are not over yet come as the longest. */
  readonly sort?: 'created' | 'duration' | 'tokens'
  readonly order?: 'asc' | 'desc'
  readonly limit: number
  readonly after?: string
}

/** Words that are looked for in what was said. */
export interface WordQuery {
  readonly q: string
  /** Where the look before came to. */
  readonly before?: number
}
