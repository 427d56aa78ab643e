// An assistant that may ask for the weather, a thread that asks it to, and what is looked at of their runs.
import { askUntil } from '@/lib/backend/testing/ask-until'
import type { List } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import type { TestBackend } from './embedded'

const weather = { type: 'function', function: { name: 'weather', parameters: { type: 'object' } } } as const
export const tools = [weather]

export async function prepareWeather(wire: TestBackend, settings: Parameters<TestBackend['assistant']>[0] = {}) {
  const assistant = await wire.assistant({ tools: [...tools], ...settings })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'What is the weather?' }] })
  return { assistant, thread, body: { assistant_id: assistant.id }, runs: `/threads/${thread.id}/runs` }
}

export const stepsOf = (wire: TestBackend, { thread_id, id }: Run) =>
  wire.call<List<Step>>('GET', `/threads/${thread_id}/runs/${id}/steps?order=asc`)

export const messagesOf = (wire: TestBackend, threadId: string) =>
  wire.call<List<Message>>('GET', `/threads/${threadId}/messages?order=asc`)

/** Lets everything else that is ready happen first. */
export const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Follows a run to where it rests or waits. */
export const settled = (wire: TestBackend, run: Run): Promise<Run> =>
  askUntil(
    () => wire.getRun(run),
    ({ status }) => !['queued', 'in_progress', 'cancelling'].includes(status),
  )
