import { ApiError } from '@/lib/protocol/error'
import type { LoggedEvent } from '@/lib/protocol/event'
import { readFrameBatches } from '@/lib/protocol/sse'
import type { Client } from './create-client'
import { search } from './requests'

interface LogQuery {
  readonly runId: string
  /** Only events after this number. */
  readonly after: number
  readonly signal: AbortSignal
}

/**
 * A run's log from a number on, and on as it grows, until the run rests: in batches, as many events at once as have
 * come. Ends early, in peace, at an abort; throws ApiError where the log cannot be read on.
 */
export async function* readLog(
  client: Client,
  { runId, after, signal }: LogQuery,
): AsyncGenerator<readonly LoggedEvent[]> {
  const { body } = await client.own.open(`/runs/${encodeURIComponent(runId)}/events${search({ after })}`)
  if (!body) return
  try {
    const readable = body.pipeThrough(new TransformStream<Uint8Array, Uint8Array>(), { signal })
    for await (const frames of readFrameBatches(readable)) {
      const end = frames.findIndex(({ id }) => id === undefined)
      const entries = end < 0 ? frames : frames.slice(0, end)
      if (entries.length > 0) yield entries.map(({ data }) => JSON.parse(data) as LoggedEvent)
      const last = frames[end]
      if (last?.event === 'done') return
      // Entries of the log are numbered; what is not tells that the log cannot be read on.
      if (last) throw failureOf(last.data)
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

function failureOf(data: string) {
  const { error } = JSON.parse(data) as { error: ApiError['body'] }
  return new ApiError(500, error.message, error)
}
