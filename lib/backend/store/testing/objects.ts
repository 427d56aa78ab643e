import type { Assistant } from '@/lib/protocol/assistant'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { WireExchange } from '@/lib/protocol/exchange'
import type { StoredFile } from '@/lib/protocol/file'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import { messageOf, runOf } from '@/lib/run/testing/log'
import type { RunRow } from '../run-table'

export const assistantOf = (id: string, name: string | null = null): Assistant => ({
  id,
  object: 'assistant',
  created_at: 1,
  name,
  description: null,
  model: 'scripted',
  instructions: null,
  tools: [],
  tool_resources: null,
  metadata: {},
  temperature: 1,
  top_p: 1,
  response_format: 'auto',
})

export const threadOf = (id: string): Thread => ({
  id,
  object: 'thread',
  created_at: 1,
  tool_resources: null,
  metadata: {},
})

export const userMessageOf = (id: string, text: string | null, overrides: Partial<Message> = {}): Message =>
  messageOf(id, text, { role: 'user', assistant_id: null, run_id: null, ...overrides })

export const fileOf = (id: string, overrides: Partial<StoredFile> = {}): StoredFile => ({
  id,
  object: 'file',
  bytes: 3,
  created_at: 1,
  filename: `${id}.txt`,
  purpose: 'assistants',
  status: 'processed',
  ...overrides,
})

export const runRowOf = (overrides: Partial<Run> = {}): RunRow => ({
  run: runOf(overrides),
  attempt: 1,
  expiresMs: 2_000_000,
})

export const exchangeOf = (number: number, path = '/threads/thread_1/runs/run_1'): WireExchange => ({
  number,
  at_ms: number,
  asked_by: 'client',
  method: 'GET',
  path,
  request: { headers: { accept: '*/*' }, bytes: 0, text: null, is_cut: false },
  answer: { status: 200, head_ms: 2, end_ms: 3, headers: {}, bytes: 11, text: '{"id":"a"}', is_cut: false },
  failure: null,
})

/** Events `first` to `last` of a run's log, as small as may be. */
export const eventsOf = (first: number, last: number): LoggedEvent[] =>
  Array.from({ length: last - first + 1 }, (_, index) => ({
    event: 'thread.message.delta',
    data: { id: 'msg_1', object: 'thread.message.delta', delta: {} },
    seq: first + index,
    at: 1_000 + first + index,
    source: 'engine',
  }))
