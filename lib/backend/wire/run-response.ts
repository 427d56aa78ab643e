import type { Context } from 'hono'
import type { Run } from '@/lib/protocol/run'
import { isTerminal } from '@/lib/run/machine'
import type { InTransaction } from '@/lib/backend/log/event-log'
import type { SaveAnswer } from './idempotency'

/** How soon SDKs should ask again for a run that is underway. Their own default is 5 s. */
const POLL_AFTER_MS = 250

/** A run as the wire answers it. */
export const runResponse = (c: Context, run: Run) => {
  if (!isTerminal(run.status)) c.header('openai-poll-after-ms', String(POLL_AFTER_MS))
  return c.json(run)
}

/** Saves the run as it is answered, or from where on its events are streamed. */
export const saveRunAnswer =
  (saveAnswer: SaveAnswer, stream: boolean | null | undefined): InTransaction =>
  (tables, { run, after }) =>
    saveAnswer(tables, { object: run, streamAfter: stream ? after : undefined })
