import { expect, it } from 'vitest'
import type { ResponderTold } from '@/lib/protocol/event'
import { emptyView, fold } from '@/lib/run/fold'
import { ruleTold, toolRun } from '@/lib/run/testing/log'
import { presentedEntries } from './presented-entries'

/** A run that waits for two calls, with what was told of them, as it is presented. */
function presented(...told: readonly ResponderTold['status'][]) {
  const calls = told.map((status, index) => ({ status, call_id: `call_${index + 1}`, output: '{}' }))
  const view = fold(emptyView, calls.reduce(ruleTold, toolRun({ until: 'requires_action' })))
  const [entry] = presentedEntries([{ type: 'run', id: 'run_1', run: view.run!, messages: [] }], [view])
  return entry?.type === 'run' ? entry.run : undefined
}

it('asks nobody for what rules answer', () => {
  const atWork = { status: 'in_progress', required_action: null }
  expect(presented('working', 'working')).toMatchObject(atWork)
  expect(presented('working', 'answered')).toMatchObject(atWork)
  expect(presented('declined', 'working')).toMatchObject(atWork)
})

it('asks for what no rule answers', () => {
  expect(presented()).toMatchObject({ status: 'requires_action' })
  expect(presented('working')?.required_action, 'of one call nothing is told').not.toBeNull()
  for (const status of ['asked', 'failed'] as const) {
    expect(presented('working', status)?.required_action, status).not.toBeNull()
  }
})
