import { EMBEDDED } from '@/lib/backend/embedded/create-embedded'
import { openDatabase } from '@/lib/backend/store/open-database'
import type { Tables } from '@/lib/backend/store/store'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'

const PER_TRANSACTION = 500
const DAY_MS = 86_400_000

/** Fills a new data folder with threads of one question and one completed run each, a second of activity apart. */
export async function seedThreads(folder: string, count: number): Promise<void> {
  const start = Date.now() - DAY_MS - count * 1000
  const database = await openDatabase({ database: { folder }, clock: Date.now })
  const store = await database.storeOf(EMBEDDED)
  for (let first = 0; first < count; first += PER_TRANSACTION) {
    await store.transaction(async (tables) => {
      for (let index = first; index < Math.min(first + PER_TRANSACTION, count); index += 1) {
        await seedThread(tables, index, start + index * 1000)
      }
    })
  }
  await database.index()
  await database.close()
}

export const seededThreadId = (index: number) => `thread_${String(index).padStart(24, '0')}`

async function seedThread(tables: Tables, index: number, atMs: number) {
  const thread: Thread = {
    id: seededThreadId(index),
    object: 'thread',
    created_at: Math.floor(atMs / 1000),
    tool_resources: {},
    metadata: { customer: `c-${index}` },
  }
  await tables.threads.insert(thread, { createdMs: atMs })
  await tables.messages.insert(questionIn(thread, index), { createdMs: atMs })
  const run = completedRunIn(thread, index)
  await tables.runs.insert({ run, attempt: 1, expiresMs: atMs + 600_000 }, atMs, { createdMs: atMs })
}

const questionIn = ({ id, created_at }: Thread, index: number): Message => ({
  id: `msg_${String(index).padStart(24, '0')}`,
  object: 'thread.message',
  created_at,
  thread_id: id,
  status: 'completed',
  incomplete_details: null,
  completed_at: created_at,
  incomplete_at: null,
  role: 'user',
  content: [{ type: 'text', text: { value: `What does order number ${index} cost with delivery?`, annotations: [] } }],
  assistant_id: null,
  run_id: null,
  attachments: [],
  metadata: {},
})

const completedRunIn = ({ id, created_at }: Thread, index: number): Run => ({
  id: `run_${String(index).padStart(24, '0')}`,
  object: 'thread.run',
  created_at,
  thread_id: id,
  assistant_id: 'asst_seeded',
  status: 'completed',
  required_action: null,
  last_error: null,
  expires_at: null,
  started_at: created_at,
  cancelled_at: null,
  failed_at: null,
  completed_at: created_at,
  incomplete_details: null,
  model: 'scripted',
  instructions: 'Answer questions about orders.',
  tools: [],
  tool_resources: {},
  metadata: {},
  usage: { prompt_tokens: 20, completion_tokens: 30, total_tokens: 50 },
  temperature: 1,
  top_p: 1,
  max_prompt_tokens: null,
  max_completion_tokens: null,
  truncation_strategy: { type: 'auto', last_messages: null },
  tool_choice: 'auto',
  parallel_tool_calls: true,
  response_format: 'auto',
})
