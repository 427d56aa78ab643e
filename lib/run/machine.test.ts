import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runStatuses } from '@/lib/protocol/status'
import { activeStatuses, cameFrom, canMove, IllegalMoveError, isTerminal, move, next } from './machine'
import { runOf } from './testing/log'

const status = fc.constantFrom(...runStatuses)

describe('the table of moves', () => {
  it('lets five statuses be final and four be active', () => {
    expect(runStatuses.filter(isTerminal)).toEqual(['completed', 'incomplete', 'failed', 'cancelled', 'expired'])
    expect(activeStatuses).toEqual(['queued', 'in_progress', 'requires_action', 'cancelling'])
  })

  it('reads the same in both directions', () => {
    fc.assert(
      fc.property(status, status, (from, to) => {
        expect(cameFrom(to).includes(from)).toBe(canMove(from, to))
      }),
    )
  })

  it('has a way from every active status to rest, and from queued to every status', () => {
    const reached = new Set(reach('queued'))
    expect([...reached].sort()).toEqual([...runStatuses].sort())
    for (const from of activeStatuses) expect(reach(from).some(isTerminal)).toBe(true)
  })

  it('takes a cancel in every active status but cancelling', () => {
    expect(cameFrom('cancelling')).toEqual(['queued', 'in_progress', 'requires_action'])
  })

  it('lets every active status expire', () => {
    expect(cameFrom('expired')).toEqual(activeStatuses)
  })
})

describe('move', () => {
  it('refuses what the table does not have and names both ends', () => {
    fc.assert(
      fc.property(status, status, (from, to) => {
        const go = () => move(runOf({ status: from }), to, { seconds: 5 })
        if (canMove(from, to)) expect(go().status).toBe(to)
        else expect(go).toThrow(new IllegalMoveError(from, to))
      }),
    )
  })

  it('keeps the first start through later rounds', () => {
    const first = move(runOf(), 'in_progress', { seconds: 7 })
    const waiting = move(first, 'requires_action', { seconds: 8 })
    const again = move(move(waiting, 'queued', { seconds: 9 }), 'in_progress', { seconds: 10 })
    expect([first.started_at, again.started_at]).toEqual([7, 7])
  })

  it('fills the time of the end, takes the expiry away and forgets what was required', () => {
    const call = { id: 'call_1', type: 'function' as const, function: { name: 'f', arguments: '{}' } }
    const required_action = { type: 'submit_tool_outputs' as const, submit_tool_outputs: { tool_calls: [call] } }
    const waiting = move(runOf({ status: 'in_progress' }), 'requires_action', { seconds: 8, required_action })
    expect(waiting.required_action).toEqual(required_action)
    expect(move(waiting, 'cancelled', { seconds: 9 })).toMatchObject({
      status: 'cancelled',
      required_action: null,
      cancelled_at: 9,
      expires_at: null,
      completed_at: null,
      failed_at: null,
    })
  })

  it('keeps the expiry of a run that expired: it says why', () => {
    const run = runOf({ status: 'in_progress' })
    expect(move(run, 'expired', { seconds: 9 }).expires_at).toBe(run.expires_at)
  })

  it('brings the error of a failure and changes nothing it was given', () => {
    const run = Object.freeze(runOf({ status: 'in_progress' }))
    const last_error = { code: 'server_error' as const, message: 'The model did not answer.' }
    expect(move(run, 'failed', { seconds: 9, last_error })).toMatchObject({ last_error, failed_at: 9 })
    expect(run.status).toBe('in_progress')
  })
})

function reach(from: keyof typeof next): (keyof typeof next)[] {
  const seen = new Set([from])
  for (const status of seen) for (const to of next[status]) seen.add(to)
  return [...seen]
}
