import { describe, expect, it } from 'vitest'
import { toolRun } from '@/lib/run/testing/log'
import { twoRuns } from '@/lib/run/testing/recording'
import { marksOf, stretchesOf, waitStretchesOf } from './marks'
import { createThreadReplay } from './thread-replay'

describe('the bar of a replay', () => {
  const { axis, chapters } = createThreadReplay(twoRuns(toolRun()))
  const within = ({ from, width }: { from: number; width: number }) => from >= 0 && width > 0 && from + width <= 100.001

  it('has the statuses of both runs, and none between them', () => {
    const stretches = stretchesOf(chapters, axis)
    expect(stretches.map(({ status }) => status)).toEqual([
      ...['queued', 'in_progress', 'requires_action', 'queued', 'in_progress'],
      ...['queued', 'in_progress'],
    ])
    expect(stretches.every(within)).toBe(true)
    expect(stretches[5]!.from - (stretches[4]!.from + stretches[4]!.width)).toBeGreaterThan(5)
  })

  it('has a mark for each chapter that has room', () => {
    const marks = marksOf(chapters, axis)
    expect(marks[0]).toEqual({ at: 0, type: 'message' })
    expect(marks.filter(({ type }) => type === 'message').length).toBe(4)
    expect(marks.every(({ at }, index) => index === 0 || at - marks[index - 1]!.at >= 0.4)).toBe(true)
    const crowd = Array.from({ length: 5_000 }, () => chapters).flat()
    expect(marksOf(crowd, axis).length).toBeLessThanOrEqual(251)
  })

  it('shows where waits are shortened', () => {
    expect(waitStretchesOf(axis).length).toBe(2)
    expect(waitStretchesOf(axis).every(within)).toBe(true)
  })
})
