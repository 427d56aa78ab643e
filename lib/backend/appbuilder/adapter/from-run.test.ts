import { describe, expect, it } from 'vitest'
import { runResultSchema } from '@/lib/appbuilder/run'
import { runStepSchema } from '@/lib/appbuilder/step'
import { fromRun, fromStep } from './from-run'

const runOf = (status: string) => fromRun(runResultSchema.parse({ id: 'run_1', status, created_at: 1717645528000 }))

describe('a run', () => {
  it.each([
    ['completed', 'completed'],
    ['expired', 'expired'],
    // A status that nobody has written down is no reason to stop following.
    ['thinking', 'in_progress'],
    ['', 'in_progress'],
  ])('that is said to be "%s" is %s', (word, status) => {
    expect(runOf(word).status).toBe(status)
  })
})

describe('a step', () => {
  it('that ended before it began, by milliseconds as it was recorded, has an unknown end', () => {
    const times = { created_at: 1717645529259, completed_at: 1717645529254 }
    const step = runStepSchema.parse({ id: 'step-1', status: 'completed', ...times })
    expect(fromStep(step, runOf('completed'))).toMatchObject({ created_at: 1717645529, completed_at: null })
  })

  it('that ended within the second in which it began has its end', () => {
    const times = { created_at: 1717645529254, completed_at: 1717645529259 }
    const step = runStepSchema.parse({ id: 'step-1', status: 'completed', ...times })
    expect(fromStep(step, runOf('completed'))).toMatchObject({ created_at: 1717645529, completed_at: 1717645529 })
  })
})
