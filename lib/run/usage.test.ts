import { expect, it } from 'vitest'
import { emptyView } from './fold'
import { messageStepOf, runOf } from './testing/log'
import { usageOf } from './usage'

const usage = (prompt_tokens: number, completion_tokens: number) => ({
  prompt_tokens,
  completion_tokens,
  total_tokens: prompt_tokens + completion_tokens,
})
const steps = [
  messageStepOf('step_1', 'msg_1', { usage: usage(10, 2) }),
  messageStepOf('step_2', 'msg_2'),
  messageStepOf('step_3', 'msg_3', { usage: usage(20, 3) }),
]

it('sums the steps while the run has no count of its own', () => {
  expect(usageOf({ ...emptyView, run: runOf(), steps })).toEqual(usage(30, 5))
})

it('takes the run’s own count', () => {
  expect(usageOf({ ...emptyView, run: runOf({ usage: usage(31, 6) }), steps })).toEqual(usage(31, 6))
})

it('knows nothing of a run whose steps have not been counted', () => {
  expect(usageOf({ ...emptyView, run: runOf(), steps: steps.slice(1, 2) })).toBeNull()
})
