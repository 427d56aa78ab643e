// Tells whoever measures or traces how a rule answers; what it asks of others goes on with the run's trace.
import { traceKept } from '@/lib/backend/log/kept-trace'
import type { Store } from '@/lib/backend/store/store'
import { doing, isTracing, toolCalls } from '@/lib/backend/telemetry'
import type { Call } from './rules/call'

interface About {
  readonly runId: string
  readonly call: Call
}

export async function toldRule<T>(
  { connection, records }: Pick<Store, 'connection' | 'records'>,
  { runId: run, call: { id, function: tool } }: About,
  work: () => Promise<T>,
): Promise<T> {
  if (!toolCalls.isHeard()) return work()
  const trace = isTracing() ? await traceKept(records, run) : undefined
  const call = { connection, trace, run, id, step: undefined, tool, kind: 'function' } as const
  toolCalls.tell({ phase: 'begun', call })
  try {
    const answer = await doing({ connection, run, trace, call: id }, work)
    toolCalls.tell({ phase: 'ended', call })
    return answer
  } catch (error) {
    toolCalls.tell({ phase: 'ended', call, error })
    throw error
  }
}
