// Follows a run's log to its end, over whatever breaks on the way.
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
import { readFrames } from '@/lib/protocol/sse'

/** Before it connects again. */
const AGAIN_MS = 250

/** A run of which nothing is heard for so long is stuck; another instance takes up what one has left in seconds. */
export const STUCK_MS = 120_000

/** Each entry once and in order, from whichever instance: after a break by `Last-Event-ID`. Throws when it is stuck. */
export async function* followRun(url: string, runId: string): AsyncGenerator<LoggedEvent> {
  let seq = 0
  let heardAt = performance.now()
  for (;;) {
    const leave = new AbortController()
    const timer = setTimeout(() => leave.abort(), STUCK_MS)
    try {
      const response = await fetch(`${url}/api/connections/embedded/runs/${runId}/events`, {
        headers: { 'last-event-id': String(seq) },
        signal: leave.signal,
      })
      // Nothing but the way to it may fail: the run is there, and so is its log.
      if (response.status < 500) expect(response.status, `the log of ${runId} after ${seq}`).toBe(200)
      for await (const { event, data, id } of framesOf(response)) {
        if (event === 'done') return
        if (event === 'error') break
        const entry = JSON.parse(data) as LoggedEvent
        expect(entry.seq, `the number of what follows event ${seq} of ${runId}`).toBe(seq + 1)
        expect(Number(id)).toBe(entry.seq)
        seq = entry.seq
        heardAt = performance.now()
        timer.refresh()
        yield entry
      }
    } catch (error) {
      if (!isBroken(error)) throw error
    } finally {
      clearTimeout(timer)
      leave.abort()
    }
    if (performance.now() - heardAt > STUCK_MS) throw new Error(`Run ${runId} is stuck after its event ${seq}.`)
    await wait(AGAIN_MS)
  }
}

async function* framesOf({ ok, body }: Response) {
  if (ok && body) yield* readFrames(body)
}

/** The connection, not what came over it: fetch says so by TypeErrors, and its own abort by a DOMException. */
const isBroken = (error: unknown) =>
  error instanceof TypeError || (error instanceof DOMException && error.name === 'AbortError')
