import { queryOptions } from '@tanstack/react-query'
import type { Run } from '@/lib/protocol/run'
import type { Api } from './api'
import { keys } from './keys'

/** Older runs are not looked at. */
const MAX_RUNS = 5

/**
 * The output that a function of a run's assistant was last given, as text; null where none of its latest runs called
 * it. Fetched once for a run: a suggestion does not change while somebody writes.
 */
export const lastOutputQuery = (api: Api, run: Pick<Run, 'id' | 'assistant_id' | 'thread_id'>, name: string) =>
  queryOptions({
    queryKey: keys.lastOutput(api.connection, run.id, name),
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const filter = { assistant_id: run.assistant_id, limit: MAX_RUNS + 1 }
      const { data } = await api.runs.listAll(filter, { signal })
      for (const each of data) {
        const output = await outputIn(api, { thread: each.run.thread_id, run: each.id, name }, signal)
        if (output !== null) return output
      }
      return null
    },
  })

interface Place {
  readonly thread: string
  readonly run: string
  readonly name: string
}

async function outputIn(api: Api, { thread, run, name }: Place, signal: AbortSignal): Promise<string | null> {
  const { data } = await api.runs.steps({ thread, run }, { limit: 20, order: 'desc' }, { signal })
  const outputs = data.flatMap(({ step_details: details }) =>
    details.type === 'tool_calls'
      ? details.tool_calls.flatMap((call) =>
          call.type === 'function' && call.function.name === name ? [call.function.output] : [],
        )
      : [],
  )
  return outputs.find((output) => output !== null) ?? null
}
