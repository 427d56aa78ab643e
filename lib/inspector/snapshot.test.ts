import { describe, expect, it } from 'vitest'
import { runStatuses } from '@/lib/protocol/status'
import { lifecycleOf } from './lifecycle'
import { viewOfSnapshot } from './snapshot'
import { callOf, messageOf, messageStepOf, runOf, START, toolStepOf } from '@/lib/run/testing/log'
import { byId } from '@/lib/run/by-id'
import { timelineOf } from './timeline'

const second = START / 1000

describe('viewOfSnapshot', () => {
  const view = viewOfSnapshot({
    run: runOf({ status: 'completed', started_at: second + 1, completed_at: second + 9, expires_at: null }),
    steps: [
      toolStepOf('step_1', [callOf('call_1', '晴')], {
        status: 'completed',
        created_at: second + 2,
        completed_at: second + 6,
      }),
      messageStepOf('step_2', 'msg_1', { status: 'completed', created_at: second + 7, completed_at: second + 9 }),
    ],
    messages: [messageOf('msg_1', 'text')],
  })

  it('knows whole seconds and says so', () => {
    const life = lifecycleOf(view, START + 1e6)
    expect(life.isSoft).toBe(true)
    expect(life.segments.map(({ status, from, to }) => [status, from - START, to - START])).toEqual([
      ['queued', 0, 1000],
      ['in_progress', 1000, 9000],
      ['completed', 9000, 9000],
    ])
  })

  it('begins and ends where the list of runs says, to the millisecond, and has nothing outside', () => {
    const times = { created_ms: START + 250, ended_ms: START + 9_400 }
    const run = runOf({ status: 'completed', started_at: second, completed_at: second + 9, expires_at: null })
    const step = messageStepOf('step_1', 'msg_1', { status: 'completed', created_at: second, completed_at: second + 9 })
    const { stages, spans } = viewOfSnapshot({ run, steps: [step], messages: [], times })
    expect(stages.map(({ from, to }) => [from - START, to && to - START])).toEqual([
      [250, 250],
      [250, 9_400],
      [9_400, null],
    ])
    expect(byId(spans, 'step_1')).toEqual({ from: START + 250, to: START + 9_400 })
  })

  it('draws a bar a row and claims nothing of what happened inside it', () => {
    expect(timelineOf(view, START + 1e6).map(({ id, bars }) => [id, bars.map(({ kind }) => kind)])).toEqual([
      ['step_1', ['arguments']],
      ['call_1', ['arguments']],
      ['step_2', ['message']],
    ])
  })

  it.each(runStatuses)('of a run that is %s has it as its last stage', (status) => {
    const { stages } = viewOfSnapshot({ run: runOf({ status }), steps: [], messages: [] })
    expect(stages.at(-1)).toMatchObject({ status, to: null })
    for (const { from, to } of stages) expect(to ?? from).toBeGreaterThanOrEqual(from)
  })
})
