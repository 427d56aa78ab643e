import { expect, it } from 'vitest'
import type { Change } from '@/lib/protocol/playground'
import { elsewhereOf } from './elsewhere'

const change = (rest: Partial<Change>): Change => ({
  kind: 'run',
  verb: 'put',
  id: 'run_1',
  thread_id: 'thread_1',
  status: 'requires_action',
  ...rest,
})

it.each([
  [change({}), '/embedded/assistants', 'needs_answer'],
  [change({}), '/embedded/threads', 'needs_answer'],
  [change({}), '/embedded/threads/thread_2', 'needs_answer'],
  [change({ status: 'failed' }), '/embedded/threads/thread_2/runs/run_2', 'failed'],
  [change({ status: 'expired' }), '/embedded/assistants/new', 'failed'],
  [change({}), '/embedded/assistants/asst_1?thread=thread_2', 'needs_answer'],
  [change({}), '/embedded/assistants/asst_1?view=test&thread=thread_1', undefined],
  [change({}), '/embedded', undefined],
  [change({}), '/embedded/runs', undefined],
  [change({}), '/embedded/threads/thread_1', undefined],
  [change({}), '/embedded/threads/thread_1/runs/run_1', undefined],
  [change({ status: 'failed' }), '/embedded/compare?a=run_2&b=run_1', undefined],
  [change({ status: 'failed' }), '/embedded/compare?a=run_2&b=run_3', 'failed'],
  [change({ status: 'failed' }), '/embedded/matrix?v=asst_1,asst_2', undefined],
  [change({ status: 'completed' }), '/embedded/assistants', undefined],
  [change({ status: 'cancelled' }), '/embedded/assistants', undefined],
  [change({ kind: 'message', status: null }), '/embedded/assistants', undefined],
])('%o on %s is worth telling: %s', (said, address, worth) => {
  const { pathname, searchParams } = new URL(address, 'http://playground.test')
  const named = (name: string) => searchParams.get(name) ?? ''
  expect(elsewhereOf(said, { pathname, thread: named('thread'), runs: [named('a'), named('b')] })).toBe(worth)
})
