// Recordings for tests.
import type { LoggedEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { Recording } from '../recording'
import { messageOf, START, textRun } from './log'

/** The same log for another run, its messages, steps and calls, that began so many ms later. */
export function laterRun(events: readonly LoggedEvent[], name: string, afterMs: number): readonly LoggedEvent[] {
  const renamed = JSON.stringify(events).replaceAll(/"(run|step|msg|call)_(\d+)"/g, `"$1_${name}$2"`)
  return (JSON.parse(renamed) as LoggedEvent[]).map((event) => ({ ...event, at: event.at + afterMs }))
}

/** What a user said, in the second of a moment (Unix ms). */
export const saidAt = (id: string, text: string, ms: number): Message =>
  messageOf(id, text, { role: 'user', run_id: null, assistant_id: null, created_at: Math.floor(ms / 1000) })

/** Two questions, each with a run; so many minutes between the two. */
export function twoRuns(
  first: readonly LoggedEvent[] = textRun(),
  second: readonly LoggedEvent[] = textRun(),
  minutes = 60,
): Recording {
  const later = minutes * 60_000
  const runs = [
    { id: 'run_1', events: first },
    { id: 'run_b1', events: laterRun(second, 'b', later) },
  ]
  const written = runs.map(({ events }) => messagesIn(events))
  return {
    thread: { id: 'thread_1', object: 'thread', created_at: START / 1000, tool_resources: null, metadata: {} },
    title: 'Two questions',
    messages: [
      saidAt('msg_q1', 'Hello?', START),
      ...written[0]!,
      saidAt('msg_q2', 'And again?', START + later),
      ...written[1]!,
    ],
    runs,
    assistants: [],
  }
}

const messagesIn = (events: readonly LoggedEvent[]): readonly Message[] =>
  events.flatMap(({ event, data }) => (event === 'thread.message.completed' ? [data] : []))
