import { expect, it } from 'vitest'
import { defaultLimits } from './limits'
import type { Reserve } from './reserve'
import { createSessionPool } from './session-pool'
import type { PythonChild } from './python-child'

const child = (): PythonChild => {
  let hasEnded = false
  return {
    pid: undefined,
    ended: Promise.resolve(),
    hasEnded: () => hasEnded,
    kill: () => (hasEnded = true),
    ask: () => Promise.reject(new Error('Nothing is asked here.')),
    put: () => Promise.reject(new Error('Nothing is put here.')),
  }
}

const reserve: Reserve = {
  found: () => Promise.reject(new Error('Nothing is started here.')),
  prepare: () => undefined,
  take: async () => child(),
  close: async () => undefined,
}

it('gives one free place to one of those that wait', async () => {
  const pool = createSessionPool({ reserve, limits: { ...defaultLimits, sessions: 1 } })
  const { signal } = new AbortController()
  const first = await pool.take('first', signal)
  const second = pool.take('second', signal)
  const third = pool.take('third', signal)
  first.session.child.kill()
  pool.give(first.session)
  const { session } = await second
  expect([pool.has('second'), pool.has('third')]).toEqual([true, false])
  session.child.kill()
  pool.give(session)
  await third
  expect([pool.has('second'), pool.has('third')]).toEqual([false, true])
  await pool.close()
})
