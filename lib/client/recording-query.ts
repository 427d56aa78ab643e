// A thread as it can be replayed: what was said in it, and the logs of its runs.
import { queryOptions } from '@tanstack/react-query'
import type { Assistant } from '@/lib/protocol/assistant'
import { isNotFound } from '@/lib/protocol/error'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { List } from '@/lib/protocol/list'
import type { RunSummary, ShownMessage } from '@/lib/protocol/playground'
import type { Thread } from '@/lib/protocol/thread'
import type { Recording } from '@/lib/run/recording'
import { isTerminal } from '@/lib/run/machine'
import { createClient } from '@/lib/wire-client/create-client'
import { readLog } from '@/lib/wire-client/read-log'
import type { Api, Page } from './api'
import { sendFromBrowser } from './browser-send'
import { keys } from './keys'

interface RecordingOf {
  readonly thread: string
  /** The only run whose log is read; '' for all of the thread. */
  readonly run: string
}

/**
 * A recording of a thread as it is now. Throws ApiError: 404 where there is no such thread or run. It is not read again
 * while it is shown, and forgotten afterwards.
 */
export const recordingQuery = (api: Api, of: RecordingOf) =>
  queryOptions({
    queryKey: keys.recording(api.connection, of),
    queryFn: ({ signal }) => readRecording(api, of, signal),
    staleTime: Infinity,
    gcTime: 0,
    structuralSharing: false,
  })

async function readRecording(api: Api, { thread: id, run }: RecordingOf, signal: AbortSignal): Promise<Recording> {
  const summary = await api.threads.get(id, { signal })
  const [thread, messages, runs] = await Promise.all([
    api.threads.raw(id, { signal }).catch(orElse(threadOf(summary))),
    all((page) => api.messages.list(id, page, { signal })).then((shown) => eachOf(shown, wholeOf(api, signal))),
    run === ''
      ? all((page) => api.runs.listAll({ ...page, thread_id: id }, { signal }))
      : api.runs.summary(run, { signal }).then((one) => [one]),
  ])
  const assistantIds = [...new Set(runs.map((each) => each.run.assistant_id))]
  const [logs, assistants] = await Promise.all([
    eachOf(runs, async (each) => ({ id: each.id, events: await logOf(api, each, signal) })),
    eachOf(assistantIds, (each) => api.seenAssistants.get(each, { signal }).catch(orElse<Assistant | null>(null))),
  ])
  return {
    thread,
    title: summary.title ?? summary.preview,
    messages,
    runs: logs,
    assistants: assistants.filter((each) => each !== null),
  }
}

/** What its backend has no more is shown as far as it is known here. */
const orElse =
  <T>(other: T) =>
  (error: unknown): T => {
    if (isNotFound(error)) return other
    throw error
  }

const threadOf = ({ id, created_at }: { id: string; created_at: number }): Thread => ({
  id,
  object: 'thread',
  created_at,
  tool_resources: null,
  metadata: {},
})

const PAGE = 100

/** All pages of a list, the oldest first. */
async function all<T>(ask: (page: Page) => Promise<List<T>>): Promise<readonly T[]> {
  const found: T[] = []
  let page = await ask({ limit: PAGE, order: 'asc' })
  found.push(...page.data)
  while (page.has_more && page.last_id) {
    page = await ask({ limit: PAGE, order: 'asc', after: page.last_id })
    found.push(...page.data)
  }
  return found
}

/** Lists have of long texts the beginning. */
const wholeOf = (api: Api, signal: AbortSignal) => async (shown: ShownMessage) =>
  shown.whole_length === undefined ? shown : await api.messages.get(shown.thread_id, shown.id, { signal })

/** A browser sends no more than this at once to one server. */
const AT_ONCE = 4

/** Does the same for each, a few at a time, and gives the results in their order. */
async function eachOf<T, Result>(list: readonly T[], act: (each: T) => Promise<Result>): Promise<readonly Result[]> {
  const results: Result[] = []
  const places = list.keys()
  async function work() {
    for (const place of places) results[place] = await act(list[place]!)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return results
}

/** How long the log of a run that is underway must be silent to count as read. */
const SILENCE_MS = 500

type LoggedRun = Pick<RunSummary, 'id' | 'run'>

/** The log of a run, as far as it goes now. */
export async function logOf(api: Api, { id, run }: LoggedRun, signal: AbortSignal): Promise<readonly LoggedEvent[]> {
  const events: LoggedEvent[] = []
  const enough = new AbortController()
  const client = createClient(api.connection, sendFromBrowser)
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = () => {
    clearTimeout(timer)
    if (!isTerminal(run.status)) timer = setTimeout(() => enough.abort(), SILENCE_MS)
  }
  try {
    wait()
    const log = readLog(client, { runId: id, after: 0, signal: AbortSignal.any([signal, enough.signal]) })
    for await (const batch of log) {
      for (const event of batch) events.push(event)
      wait()
    }
  } finally {
    clearTimeout(timer)
  }
  signal.throwIfAborted()
  return events
}
