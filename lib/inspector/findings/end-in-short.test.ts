import { expect, it } from 'vitest'
import type { Run } from '@/lib/protocol/run'
import { runOf, START } from '@/lib/run/testing/log'
import { endInShort } from './end-in-short'

const SECONDS = START / 1000

it('says why a run did not complete, by its object alone', () => {
  const end = (run: Partial<Run>) => endInShort(runOf(run))
  const last_error = { code: 'rate_limit_exceeded', message: 'Slow down.' } as const
  expect(end({ status: 'failed', last_error })).toEqual({ kind: 'failed', failure: 'rate_limit', said: 'Slow down.' })
  expect(end({ status: 'failed' })).toEqual({ kind: 'failed', failure: 'server_error', said: '' })
  const incomplete_details = { reason: 'max_prompt_tokens' } as const
  expect(end({ status: 'incomplete', incomplete_details, max_prompt_tokens: 300 })).toEqual({
    kind: 'incomplete',
    reason: 'max_prompt_tokens',
    limit: 300,
  })
  expect(end({ status: 'incomplete' })).toMatchObject({ reason: 'filtered' })
  expect(end({ status: 'expired', expires_at: SECONDS + 20 })).toEqual({ kind: 'expired', afterMs: 20_000 })
  expect(end({ status: 'expired', expires_at: null })).toEqual({ kind: 'expired', afterMs: null })
  expect([end({ status: 'completed' }), end({ status: 'cancelled' }), end({ status: 'queued' })]).toEqual(
    Array(3).fill(undefined),
  )
})

it.each([
  ['The model endpoint a:1 answered 429 and asks to wait 20 s: Slow down.', 'wait 20 s: Slow down.'],
  ['The model endpoint a:1 answered 500: No.', 'No.'],
  ['The model endpoint a:1 answered 500.', ''],
  ['The model endpoint a:1 reported an error while answering: No.', 'No.'],
  ['The model endpoint a:1 could not be reached (ECONNREFUSED).', 'a:1 could not be reached (ECONNREFUSED).'],
  ['The model endpoint a:1 sent nothing for 60 s; it was given up.', 'a:1 sent nothing for 60 s; it was given up.'],
  ['The answer of the model endpoint a:1 was cut off in the middle.', ''],
  [
    'The answer of the model endpoint a:1 was cut off in the middle (the connection was closed).',
    'the connection was closed',
  ],
])('begins with what happened: %s', (message, said) => {
  const last_error = { code: 'server_error', message } as const
  expect(endInShort(runOf({ status: 'failed', last_error }))).toMatchObject({ said })
})
