import { describe, expect, it } from 'vitest'
import { emptyView, fold } from '@/lib/run/fold'
import { announcementsOf } from './announcements'
import { START, toolRun } from '@/lib/run/testing/log'

const events = toolRun()
const view = fold(emptyView, events)
const told = (after: number, since = START) =>
  announcementsOf(view, { after, since }).map((news) => (news.kind === 'status' ? news.status : news.type))

describe('announcementsOf', () => {
  it('are the moves and the steps that begin, and no delta', () => {
    expect(told(0)).toEqual([
      'queued',
      'in_progress',
      'tool_calls',
      'requires_action',
      'queued',
      'in_progress',
      'message_creation',
      'completed',
    ])
  })

  it('are told once', () => {
    const stop = events.find(({ event }) => event === 'thread.run.requires_action')!
    const before = announcementsOf(fold(emptyView, events.slice(0, stop.seq)), { after: 0, since: START })
    expect([...before, ...announcementsOf(view, { after: stop.seq, since: START })]).toEqual(
      announcementsOf(view, { after: 0, since: START }),
    )
    expect(told(view.lastSeq)).toEqual([])
  })

  it('are nothing that happened before the reader came', () => {
    expect(told(0, START + 30_000)).toEqual(['queued', 'in_progress', 'message_creation', 'completed'])
    expect(told(0, events.at(-1)!.at + 1)).toEqual([])
  })
})
