import { expect, it } from 'vitest'
import { replacedSteps } from './replaced-steps'
import { messageStepOf } from './testing/log'

const failed = { status: 'failed' } as const

it('are those that failed in a run that went on to another step', () => {
  const steps = [messageStepOf('a', 'm1', failed), messageStepOf('b', 'm2', failed), messageStepOf('c', 'm3')]
  expect([...replacedSteps(steps)].sort()).toEqual(['a', 'b'])
})

it('are not those that a run ended with, whatever other runs did', () => {
  const steps = [messageStepOf('a', 'm1', failed), messageStepOf('b', 'm2', { run_id: 'run_2' })]
  expect([...replacedSteps(steps)]).toEqual([])
})
