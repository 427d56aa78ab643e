// What was written of a run, as what metrics and the log say of runs.
import type { RunStatus } from '@/lib/protocol/status'
import type { RunWritten } from '@/lib/backend/telemetry'
import { isTerminal } from '@/lib/run/machine'
import { createRemembered } from './remembered'

export interface RunFact {
  readonly status: RunStatus
  /** How long it was queued, where it is no more. */
  readonly queuedSeconds?: number
  /** From its creation, where it has ended. */
  readonly seconds?: number
  readonly usage?: Readonly<Record<'prompt' | 'completion' | 'cached' | 'reasoning', number>>
}

interface Remembered {
  createdMs: number
  queuedMs: number
  cached: number
  reasoning: number
}

/** The statuses that a run came into, in their order. */
export function createRunFacts(): (written: RunWritten) => readonly RunFact[] {
  const runs = createRemembered<Remembered>()

  function rememberedOf({ connection, after: { id, created_at } }: RunWritten): Remembered {
    const name = `${connection} ${id}`
    const ms = created_at * 1_000
    return runs.get(name) ?? runs.set(name, { createdMs: ms, queuedMs: ms, cached: 0, reasoning: 0 })
  }

  return (written) => {
    const { before, after, events, connection } = written
    // Most of what is written is words.
    if (before?.status === after.status && !events.some(({ event }) => event === 'playground.turn.counted')) return []
    const run = rememberedOf(written)
    const facts: RunFact[] = []
    for (const { event, data, at } of events) {
      if (event === 'playground.turn.counted') {
        run.cached += data.cached_tokens ?? 0
        run.reasoning += data.reasoning_tokens ?? 0
      }
      if (event === 'thread.run.created') run.createdMs = run.queuedMs = at
      else if ('object' in data && data.object === 'thread.run') {
        if (data.status === 'queued') run.queuedMs = at
        facts.push(factOf(data.status, { at, run, written }))
      }
    }
    // What was settled without a log has no event.
    if (facts.at(-1)?.status !== after.status && before?.status !== after.status)
      facts.push(factOf(after.status, { at: Date.now(), run, written }))
    if (isTerminal(after.status)) runs.forget(`${connection} ${after.id}`)
    return facts
  }
}

interface Moment {
  readonly at: number
  readonly run: Remembered
  readonly written: RunWritten
}

function factOf(status: RunStatus, { at, run, written: { after } }: Moment): RunFact {
  if (status === 'in_progress') return { status, queuedSeconds: secondsBetween(run.queuedMs, at) }
  if (!isTerminal(status)) return { status }
  const { prompt_tokens: prompt = 0, completion_tokens: completion = 0 } = after.usage ?? {}
  return {
    ...{ status, seconds: secondsBetween(run.createdMs, at) },
    usage: { prompt, completion, cached: run.cached, reasoning: run.reasoning },
  }
}

const secondsBetween = (from: number, to: number) => Math.max(0, to - from) / 1_000
