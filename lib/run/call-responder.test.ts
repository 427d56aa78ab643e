import { expect, test } from 'vitest'
import type { LoggedEvent, ResponderTold } from '@/lib/protocol/event'
import { emptyView, fold } from './fold'
import { byId } from './by-id'

const rule = { id: 'rule_1', name: 'Weather', kind: 'mcp' } as const
const told = (seq: number, at: number, more: Pick<ResponderTold, 'status'> & Partial<ResponderTold>): LoggedEvent => ({
  event: 'playground.responder.told',
  data: { object: 'playground.responder.told', call_id: 'call_1', function: 'get_weather', rule, ...more },
  ...{ seq, at, source: 'engine' },
})

test('a view has what responders have made of calls, as it was told last', () => {
  const half = { progress: 1, total: 2, message: 'half' }
  const working = fold(emptyView, [
    told(1, 10, { status: 'asked' }),
    told(2, 20, { status: 'working' }),
    told(3, 30, { status: 'working', progress: half }),
  ])
  expect(working.responders).toEqual([
    {
      call_1: {
        ...{ function: 'get_weather', rule, status: 'working', output: null, failure: null, ms: null, logs: [] },
        ...{ progress: half, from_ms: 20, to_ms: null },
      },
    },
  ])
  const answered = fold(working, [told(4, 45, { status: 'answered', output: 'sun', ms: 25, logs: ['half'] })])
  expect(byId(answered.responders, 'call_1')).toMatchObject({
    output: 'sun',
    ms: 25,
    progress: half,
    from_ms: 20,
    to_ms: 45,
  })
  const again = fold(answered, [told(5, 60, { status: 'failed', failure: 'gone', rule: null })])
  expect(byId(again.responders, 'call_1')).toMatchObject({
    status: 'failed',
    output: null,
    failure: 'gone',
    from_ms: 60,
  })
  expect(again.log).toHaveLength(5)
  expect(byId(working.responders, 'call_1')?.status).toBe('working')
})
