// A run whose stream is gone, told as its stream would have told it: by asking for the run again and again.
import type { RunResult } from '@/lib/appbuilder/run'
import type { StreamRunEvent, StatusEventType } from '@/lib/appbuilder/stream-event'
import { isTerminal } from '@/lib/run/machine'
import type { RunStatus } from '@/lib/protocol/status'
import type { LiveRun } from '../../embedded/engine/live-run'
import type { RemoteEngineOptions } from './remote-engine'

const INTERVAL_MS = 1_000

const ended: ReadonlySet<string> = new Set(['completed', 'cancelled', 'failed', 'expired'])

/** Ends with the run. Throws what asking throws, and the signal's reason. */
export async function* followByAsking(
  { client, sleep }: RemoteEngineOptions,
  live: LiveRun,
  signal: AbortSignal,
): AsyncGenerator<StreamRunEvent> {
  for (;;) {
    const known = live.view().run
    if (!known || isTerminal(known.status)) return
    const ids = { thread_id: known.thread_id, run_id: live.id }
    const run = await client.threads.runs.query(ids, { signal })
    if (run.status === 'requires_action' && known.status !== 'requires_action') yield statusOf('tool_calls', run)
    if (run.status === 'in_progress' && known.status === 'queued') yield statusOf('tool_step_begin', run)
    if (run.status === 'in_progress' && wasWaiting(known.status)) yield statusOf('tool_submitted_output', run)
    if (ended.has(run.status)) {
      const { data } = await client.threads.messages.list({ thread_id: known.thread_id, limit: 20 }, { signal })
      const answer = data.find(({ run_id, role }) => run_id === live.id && role === 'assistant')
      const words = answer?.content.map(({ text }) => text.value).join('') ?? ''
      const missing = restOf(words, live)
      if (missing && answer) yield pieceOf(answer.id, missing)
      return yield statusOf('run_end', run)
    }
    await sleep(INTERVAL_MS, signal)
  }
}

const wasWaiting = (status: RunStatus) => status === 'requires_action'

/** What of the answer has not been told yet. */
function restOf(words: string, live: LiveRun): string {
  const { messages, run } = live.view()
  const told = messages
    .filter(({ run_id }) => run_id === run?.id)
    .flatMap(({ content }) => content.map((part) => (part.type === 'text' ? part.text.value : '')))
    .join('')
  return words.startsWith(told) ? words.slice(told.length) : ''
}

const statusOf = (event_type: StatusEventType, run: RunResult): StreamRunEvent => ({
  event: 'status',
  status: run.status,
  send_id: 0,
  message: '',
  event_type,
  details: {
    type: 'run_object',
    message_creation: null,
    run_object: run,
    run_step_object: null,
    tool_calls: run.required_action?.submit_tool_outputs?.tool_calls ?? [],
    error_info: run.last_error,
  },
})

const pieceOf = (message_id: string, value: string): StreamRunEvent => ({
  event: 'message',
  status: 'completed',
  send_id: 0,
  is_end: false,
  message_id,
  message_index: '',
  content: [{ type: 'text', text: { value, annotations: [] } }],
})
