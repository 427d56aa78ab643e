import { describe, expect, it } from 'vitest'
import { emptyView, fold } from '@/lib/run/fold'
import { createReplay, stepOfEvent } from './replay'
import { textRun, toolRun } from '@/lib/run/testing/log'

const long = textRun(Array.from({ length: 1_200 }, (_, index) => `${index} `))

describe('createReplay', () => {
  it.each([1, 3, 500, 501, 999, 1_000, 1_204])('shows a log as it stood at event %i', (seq) => {
    expect(createReplay().viewAt(long, seq)).toEqual(fold(emptyView, long.slice(0, seq)))
  })

  it('steps forwards and back, also in a log that grows meanwhile', () => {
    const { viewAt } = createReplay()
    for (const [length, seq] of [
      [600, 600],
      [800, 20],
      [1_208, 1_100],
      [1_208, 5],
    ] as const) {
      expect(viewAt(long.slice(0, length), seq)).toEqual(fold(emptyView, long.slice(0, seq)))
    }
  })

  it('before the first event shows nothing, behind the last one all', () => {
    const { viewAt } = createReplay()
    expect(viewAt(long, 0)).toBe(emptyView)
    expect(viewAt(long, 1e9).run?.status).toBe('completed')
  })

  it('takes another log for another one', () => {
    const { viewAt } = createReplay()
    viewAt(long, 1_000)
    const other = toolRun()
    expect(viewAt(other, other.length)).toEqual(fold(emptyView, other))
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
