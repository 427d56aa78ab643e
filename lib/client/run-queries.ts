// What is asked for of one run.
import { queryOptions } from '@tanstack/react-query'
import type { Run } from '@/lib/protocol/run'
import type { Api } from './api'
import { keys } from './keys'

export const runQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: keys.runSummary(api.connection, id),
    queryFn: ({ signal }) => api.runs.summary(id, { signal }),
  })

/**
 * A run that is over, as its log leaves it; empty where no log was kept. It is asked for anew when the server reports a
 * change of the run.
 */
export const runViewQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: keys.runView(api.connection, id),
    queryFn: ({ signal }) => api.runs.view(id, { signal }),
    staleTime: Infinity,
  })

/** The newest run of an assistant; null while it has none. */
export const latestRunQuery = (api: Api, assistant: string) =>
  queryOptions({
    queryKey: keys.latestRun(api.connection, assistant),
    queryFn: async ({ signal }) => {
      const { data } = await api.runs.listAll({ limit: 1, assistant_id: assistant }, { signal })
      return data[0] ?? null
    },
  })

/** The runs that stand directly before and after one in its thread; null where there is none. */
export const neighbourRunsQuery = (api: Api, run: Pick<Run, 'id' | 'thread_id'>) =>
  queryOptions({
    queryKey: keys.neighbourRuns(api.connection, run),
    queryFn: async ({ signal }) => {
      const beside = (order: 'asc' | 'desc') =>
        api.runs.list(run.thread_id, { limit: 1, after: run.id, order }, { signal })
      const [before, after] = await Promise.all([beside('desc'), beside('asc')])
      return { before: before.data[0] ?? null, after: after.data[0] ?? null }
    },
  })

/** Of more steps than these a run is read from its log. */
const MAX_STEPS = 100

interface StepsAt {
  readonly thread: string
  readonly run: string
}

/** A run's first steps in the order they happened. Large ones come in several pages. */
export const stepsQuery = (api: Api, at: StepsAt) =>
  queryOptions({
    queryKey: keys.steps(api.connection, at.run),
    queryFn: ({ signal }) => firstSteps(api, at, { signal }),
  })

/** The same with the texts that its searches found. */
export const foundTextsQuery = (api: Api, at: StepsAt) =>
  queryOptions({
    queryKey: keys.foundTexts(api.connection, at.run),
    queryFn: ({ signal }) =>
      firstSteps(api, at, { signal, include: 'step_details.tool_calls[*].file_search.results[*].content' }),
  })

interface Asking {
  readonly signal: AbortSignal
  readonly include?: string
}

async function firstSteps(api: Api, at: StepsAt, { signal, ...asking }: Asking) {
  const first = { ...asking, order: 'asc' } as const
  let steps = await api.runs.steps(at, { ...first, limit: MAX_STEPS }, { signal })
  while (steps.has_more && steps.data.length < MAX_STEPS) {
    const left = { ...first, limit: MAX_STEPS - steps.data.length, after: steps.last_id }
    const next = await api.runs.steps(at, left, { signal })
    steps = { ...next, first_id: steps.first_id, data: [...steps.data, ...next.data] }
  }
  return steps
}

/** What is known of a run's steps beside the protocol's objects, without its texts. */
export const notesQuery = (api: Api, run: string) =>
  queryOptions({ queryKey: keys.notes(api.connection, run), queryFn: ({ signal }) => api.runs.notes(run, { signal }) })

export const noteQuery = (api: Api, at: { run: string; step: string }) =>
  queryOptions({ queryKey: keys.note(api.connection, at), queryFn: ({ signal }) => api.runs.note(at, { signal }) })
