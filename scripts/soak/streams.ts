import { createParser } from 'eventsource-parser'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { Client } from '../bench/client'
import { createRun, ESSAY } from '../bench/run-requests'

interface StreamsOptions {
  readonly client: Client
  readonly assistantId: string
  readonly streams: number
  readonly runs: number
  readonly minutes: number
}

export interface StreamsResult {
  readonly events: number
  /** How long it took until the last stream had ended. */
  readonly seconds: number
  /** Streams that were read to the end of their run. */
  readonly completed: number
  /** From stored to received, in milliseconds, of every hundredth event. */
  readonly lags: readonly number[]
  /** What must never happen, in words. */
  readonly faults: readonly string[]
}

interface Tally {
  events: number
  completed: number
  readonly lags: number[]
  readonly faults: string[]
}

/** A lag of every event of nine minutes would be more to keep than the server keeps. */
const LAG_EVERY = 100

/**
 * Keeps so many streams open until the time is over. Each follows a run's log from its first event to its last, beside
 * others that follow the same run; whoever has finished goes on with a new run.
 */
export async function keepStreams({ client, assistantId, streams, runs, minutes }: StreamsOptions) {
  const startedAt = performance.now()
  const endAt = startedAt + minutes * 60_000
  const tally: Tally = { events: 0, completed: 0, lags: [], faults: [] }
  const perRun = Math.ceil(streams / runs)
  async function followRuns(watchers: number) {
    while (performance.now() < endAt) {
      const { id } = await createRun(client, assistantId, ESSAY)
      await Promise.all(Array.from({ length: watchers }, () => follow(client, id, tally)))
    }
  }
  const groups = Array.from({ length: runs }, (_, index) => Math.min(perRun, streams - index * perRun))
  await Promise.all(groups.filter((watchers) => watchers > 0).map(followRuns))
  return { ...tally, seconds: (performance.now() - startedAt) / 1000 } satisfies StreamsResult
}

async function follow(client: Client, runId: string, tally: Tally) {
  let seq = 0
  let last = ''
  const read = createFrameReader(({ event, data }) => {
    last = event
    if (event === 'done') return
    const logged = JSON.parse(data) as LoggedEvent
    if (logged.seq !== seq + 1) tally.faults.push(`${runId}: event ${logged.seq} came after event ${seq}.`)
    seq = logged.seq
    tally.events += 1
    if (tally.events % LAG_EVERY === 0) tally.lags.push(Date.now() - logged.at)
  })
  await client.stream({ path: `/api/connections/embedded/runs/${runId}/events` }, read)
  if (last === 'done') tally.completed += 1
  else tally.faults.push(`${runId}: the stream ended after event ${seq} without its closing event.`)
}

interface Frame {
  readonly event: string
  readonly data: string
}

/** Takes the chunks of an event stream, wherever they are cut, and hands on its frames. */
function createFrameReader(onFrame: (frame: Frame) => void) {
  const decoder = new TextDecoder()
  const parser = createParser({ onEvent: ({ event = 'message', data }) => onFrame({ event, data }) })
  return (chunk: Buffer) => parser.feed(decoder.decode(chunk, { stream: true }))
}
