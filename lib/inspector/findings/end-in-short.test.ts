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
