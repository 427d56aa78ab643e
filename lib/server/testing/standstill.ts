import type { LoggedEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import { isTerminal } from '@/lib/run/machine'
import type { HttpClient } from './http-client'

interface Standstill {
  readonly run: Run
  /** The log up to here. */
  readonly log: readonly LoggedEvent[]
}

/** Follows a run's log until the run rests, or waits for outputs that nobody has given. */
export async function standstillOf(
  http: HttpClient,
  { id, thread_id }: Pick<Run, 'id' | 'thread_id'>,
): Promise<Standstill> {
  const fetched = () => http.get<Run>(`/v1/threads/${thread_id}/runs/${id}`)
  const log: LoggedEvent[] = []
  for await (const entry of http.log(id)) {
    log.push(entry)
    if (entry.event !== 'thread.run.requires_action') continue
    // The log is read from its beginning: these calls may have been answered long since.
    const run = await fetched()
    if (JSON.stringify(run.required_action) === JSON.stringify(entry.data.required_action)) return { run, log }
  }
  const run = await fetched()
  if (!isTerminal(run.status)) throw new Error(`The log of ${id} ended while the run was ${run.status}.`)
  return { run, log }
}
