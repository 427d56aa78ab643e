import type { RunView } from '@/lib/run/fold'
import { declinedCalls } from '@/lib/run/call-responder'
import { putDeclinedCalls } from '@/lib/backend/store/declined-calls'
import type { Tables } from '@/lib/backend/store/store'

/** Writes which calls of a run a person has not allowed, where that has changed. */
export async function keepDeclined(
  tables: Pick<Tables, 'records'>,
  before: Pick<RunView, 'responders'>,
  { run, responders }: Pick<RunView, 'run' | 'responders'>,
) {
  const hasChanged = responders.some(
    (block, place) =>
      block !== before.responders[place] &&
      declinedCalls([block]).join() !== declinedCalls(before.responders.slice(place, place + 1)).join(),
  )
  if (run && hasChanged) await putDeclinedCalls(tables.records, run, declinedCalls(responders))
}
