// Runs that write at the pace of a model, and those who watch them.
import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { createClient, type Client } from './client'
import { createAssistant, createRun, ESSAY } from './run-requests'
import { createTally, type Delivery } from './tally'

const WINDOW_MS = 10_000
/** Seconds until everybody has heard something; the runs write for eighty. */
const MAX_TRIES = 60

interface Started {
  readonly id: string
}

/** As many runs that write for long, begun on these servers in turn. */
export async function startRuns(urls: readonly string[], count: number): Promise<readonly Started[]> {
  const clients = urls.map(createClient)
  const assistantId = await createAssistant(clients[0]!)
  return Promise.all(
    Array.from({ length: count }, (_, index) => createRun(clients[index % clients.length]!, assistantId, ESSAY)),
  )
}

/** Watchers of these runs for a while. They leave before the runs have ended. */
export async function watched(
  clients: readonly Client[],
  runs: readonly Started[],
  watchers: number,
): Promise<Delivery> {
  const leave = new AbortController()
  setMaxListeners(0, leave.signal)
  // What was written before they came is read first, and is no delivery.
  const late: { tally?: ReturnType<typeof createTally> } = {}
  let unheard = watchers
  const read = () => {
    let count: ((chunk: Buffer) => void) | undefined
    let isHeard = false
    return (chunk: Buffer) => {
      if (!isHeard) unheard -= 1
      isHeard = true
      count ??= late.tally?.read()
      count?.(chunk)
    }
  }
  const streams = Array.from({ length: watchers }, (_, index) => {
    const path = `/api/connections/embedded/runs/${runs[index % runs.length]!.id}/events`
    return clients[index % clients.length]!.stream({ path, signal: leave.signal }, read()).catch(() => undefined)
  })
  for (let tries = 0; unheard > 0 && tries < MAX_TRIES; tries += 1) await wait(1_000)
  if (unheard > 0) throw new Error(`${unheard} of ${watchers} watchers have heard nothing.`)
  await wait(WINDOW_MS / 5)
  const tally = createTally(WINDOW_MS)
  late.tally = tally
  await wait(WINDOW_MS)
  const result = tally.result()
  leave.abort()
  await Promise.all(streams)
  return result
}
