import { expect, it } from 'vitest'
import type { Run } from '@/lib/protocol/run'
import { fold, emptyView } from '@/lib/run/fold'
import { runOf, START, toolRun } from '@/lib/run/testing/log'
import { endInShort, waitInShort } from './in-short'

const SECONDS = START / 1000
const waiting = fold(emptyView, toolRun({ until: 'requires_action' })).run!

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
  ['The model endpoint a:1 answered 429 and asks to wait 20 s: Slow down.', 'asks to wait 20 s: Slow down.'],
  ['The model endpoint a:1 answered 500: No.', 'No.'],
  ['The model endpoint a:1 answered 500.', ''],
  ['The model endpoint a:1 reported an error while answering: No.', 'No.'],
  ['The model endpoint a:1 could not be reached (ECONNREFUSED).', 'a:1 could not be reached (ECONNREFUSED).'],
  ['The answer of the model endpoint a:1 was cut off in the middle.', 'a:1 was cut off in the middle.'],
])('begins with what happened: %s', (message, said) => {
  const last_error = { code: 'server_error', message } as const
  expect(endInShort(runOf({ status: 'failed', last_error }))).toMatchObject({ said })
})

it('says what a run waits for, since when, and how little time is left', () => {
  const at = (ms: number, sinceMs: number | null = START) => waitInShort(waiting, { now: START + ms, sinceMs })
  expect(at(5_000)).toEqual({ wait: { kind: 'waiting', names: ['get_weather'], count: 2, forMs: 5_000 } })
  expect(at(5_000, null)).toMatchObject({ wait: { forMs: null } })
  expect(at(540_000)).toMatchObject({ leftMs: 60_000 })
  expect(at(600_000).leftMs).toBeUndefined()
})

it('says how long a run has been queued, but not of one that has begun before', () => {
  const queued = (run: Partial<Run>, ms: number) => waitInShort(runOf(run), { now: START + ms, sinceMs: null })
  expect(queued({}, 5_000)).toEqual({})
  expect(queued({}, 65_000)).toEqual({ wait: { kind: 'queued', forMs: 65_000 } })
  expect(queued({ started_at: SECONDS }, 65_000)).toEqual({})
  expect(queued({ status: 'in_progress' }, 65_000)).toEqual({})
})
