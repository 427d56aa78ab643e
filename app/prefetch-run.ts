import type { QueryClient } from '@tanstack/react-query'
import type { Api } from '@/lib/client/api'
import { runQuery, runViewQuery, stepsQuery } from '@/lib/client/run-queries'
import { isTerminal } from '@/lib/run/machine'

interface RunAt {
  readonly threadId: string
  readonly runId: string
}

/** What a page draws a run from: see `useRunView`. */
export async function prefetchRun(client: QueryClient, api: Api, { threadId, runId }: RunAt) {
  const steps = () => client.prefetchQuery(stepsQuery(api, { thread: threadId, run: runId }))
  const summary = await client.fetchQuery(runQuery(api, runId)).catch(() => undefined)
  if (!summary || !isTerminal(summary.run.status)) return steps()
  const view = await client.fetchQuery(runViewQuery(api, runId)).catch(() => undefined)
  return view?.run ? undefined : steps()
}
