import type { Run } from '@/lib/protocol/run'
import { isTerminal } from '@/lib/run/machine'
import type { InTransaction } from '@/lib/backend/log/event-log'
import type { SaveAnswer } from './idempotency'
import { jsonAnswer } from './json-answer'

/** How soon SDKs should ask again for a run that is underway. Their own default is 5 s. */
const POLL_AFTER_MS = 250

/** A run as the wire answers it. */
export function runResponse(run: Run): Response {
  const answer = jsonAnswer(run)
  if (!isTerminal(run.status)) answer.headers.set('openai-poll-after-ms', String(POLL_AFTER_MS))
  return answer
}

/** Saves the run as it is answered, or from where on its events are streamed. */
export const saveRunAnswer =
  (saveAnswer: SaveAnswer, stream: boolean | null | undefined): InTransaction =>
  (tables, { run, after }) =>
    saveAnswer(tables, { object: run, streamAfter: stream ? after : undefined })
