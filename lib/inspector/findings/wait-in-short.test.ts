import { expect, it } from 'vitest'
import type { Run } from '@/lib/protocol/run'
import { fold, emptyView } from '@/lib/run/fold'
import { runOf, START, toolRun } from '@/lib/run/testing/log'
import { waitInShort } from './wait-in-short'

const SECONDS = START / 1000
const waiting = fold(emptyView, toolRun({ until: 'requires_action' })).run!

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
