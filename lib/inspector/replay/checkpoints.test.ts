import { describe, expect, it } from 'vitest'
import { emptyView, fold } from '@/lib/run/fold'
import { checkpointsTo, noCheckpoints, viewAt } from './checkpoints'
import { stepOfEvent } from '../step-of-event'
import { textRun, toolRun } from '@/lib/run/testing/log'

const long = textRun(Array.from({ length: 1_200 }, (_, index) => `${index} `))

describe('checkpoints', () => {
  it.each([1, 3, 500, 501, 999, 1_000, 1_204])('show a log as it stood at event %i', (seq) => {
    expect(viewAt(noCheckpoints, long, seq)).toEqual(fold(emptyView, long.slice(0, seq)))
  })

  it('step forwards and back, also in a log that grows meanwhile, and fold no event twice into what they keep', () => {
    let known = noCheckpoints
    for (const [length, seq, kept] of [
      [600, 600, 1],
      [800, 20, 1],
      [1_208, 1_100, 2],
      [1_208, 5, 2],
    ] as const) {
      const events = long.slice(0, length)
      const next = checkpointsTo(known, events, seq)
      expect(viewAt(next, events, seq)).toEqual(fold(emptyView, long.slice(0, seq)))
      expect(next.kept.length).toBe(1 + kept)
      expect(next.kept.slice(0, known.kept.length).every((view, index) => view === known.kept[index])).toBe(true)
      expect(checkpointsTo(next, events, seq)).toBe(next)
      known = next
    }
  })

  it('before the first event show nothing, behind the last one all', () => {
    expect(viewAt(noCheckpoints, long, 0)).toBe(emptyView)
    expect(viewAt(noCheckpoints, long, 1e9).run?.status).toBe('completed')
  })

  it('take another log for another one', () => {
    const other = toolRun()
    const known = checkpointsTo(checkpointsTo(noCheckpoints, long, 1_000), other, other.length)
    expect(known.kept).toEqual([emptyView])
    expect(viewAt(known, other, other.length)).toEqual(fold(emptyView, other))
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
