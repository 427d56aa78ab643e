import { describe, expect, it } from 'vitest'
import { emptyView, fold } from '@/lib/run/fold'
import { noReplay, replayTo, stepOfEvent, viewAt } from './replay'
import { textRun, toolRun } from '@/lib/run/testing/log'

const long = textRun(Array.from({ length: 1_200 }, (_, index) => `${index} `))

describe('a replay', () => {
  it.each([1, 3, 500, 501, 999, 1_000, 1_204])('shows a log as it stood at event %i', (seq) => {
    expect(viewAt(noReplay, long, seq)).toEqual(fold(emptyView, long.slice(0, seq)))
  })

  it('steps forwards and back, also in a log that grows meanwhile, and folds no event twice into what it keeps', () => {
    let replay = noReplay
    for (const [length, seq, kept] of [
      [600, 600, 1],
      [800, 20, 1],
      [1_208, 1_100, 2],
      [1_208, 5, 2],
    ] as const) {
      const events = long.slice(0, length)
      const next = replayTo(replay, events, seq)
      expect(viewAt(next, events, seq)).toEqual(fold(emptyView, long.slice(0, seq)))
      expect(next.kept.length).toBe(1 + kept)
      expect(next.kept.slice(0, replay.kept.length).every((view, index) => view === replay.kept[index])).toBe(true)
      expect(replayTo(next, events, seq)).toBe(next)
      replay = next
    }
  })

  it('before the first event shows nothing, behind the last one all', () => {
    expect(viewAt(noReplay, long, 0)).toBe(emptyView)
    expect(viewAt(noReplay, long, 1e9).run?.status).toBe('completed')
  })

  it('takes another log for another one', () => {
    const other = toolRun()
    const replay = replayTo(replayTo(noReplay, long, 1_000), other, other.length)
    expect(replay.kept).toEqual([emptyView])
    expect(viewAt(replay, other, other.length)).toEqual(fold(emptyView, other))
  })
})

describe('stepOfEvent', () => {
  const events = toolRun()
  const subjectAt = (name: string) => {
    const index = events.findIndex(({ event }) => event === name)
    return stepOfEvent(fold(emptyView, events.slice(0, index + 1)), events[index]!)
  }

  it.each([
    ['thread.run.queued', null],
    ['thread.run.step.created', 'step_1'],
    ['thread.run.step.delta', 'step_1'],
    ['thread.message.delta', 'step_2'],
    ['thread.run.completed', null],
  ])('%s is about %s', (name, step) => {
    expect(subjectAt(name)).toBe(step)
  })
})
