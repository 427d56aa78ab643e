import { expect, test } from 'vitest'
import { createRenewedCredentials } from './renewed-credentials'

const MINUTE_MS = 60_000

/** Whoever is asked gives what lasts an hour; each time is answered when it is let. */
function start() {
  const state = { now: 1_790_000_000_000, asked: 0 }
  const answers: ((error?: Error) => void)[] = []
  const reports: unknown[] = []
  const source = createRenewedCredentials({
    clock: () => state.now,
    report: (_message, error) => void reports.push(error),
    ask() {
      const accessKeyId = `key ${(state.asked += 1)}`
      const expiresMs = state.now + 60 * MINUTE_MS
      return new Promise((resolve, reject) => {
        answers.push((error) => (error ? reject(error) : resolve({ accessKeyId, secretAccessKey: 'x', expiresMs })))
      })
    },
  })
  const key = async () => (await source.get()).accessKeyId
  return {
    ...{ state, reports, source, key },
    /** Answers what was asked last. */
    answer: (error?: Error) => answers.pop()?.(error),
    later: (minutes: number) => void (state.now += minutes * MINUTE_MS),
  }
}

test('they are asked for once, and others before their end, while nobody waits', async () => {
  const { state, key, answer, later } = start()
  const both = Promise.all([key(), key()])
  answer()
  expect(await both).toEqual(['key 1', 'key 1'])
  later(54)
  expect([await key(), state.asked]).toEqual(['key 1', 1])
  later(2)
  expect([await key(), await key(), state.asked]).toEqual(['key 1', 'key 1', 2])
  answer()
  await expect.poll(key).toBe('key 2')
})

test('those that still go are used where others cannot be had; after their end it is said why', async () => {
  const { state, key, answer, later, reports } = start()
  const first = key()
  answer()
  await first
  later(57)
  expect(await key()).toBe('key 1')
  answer(new Error('away'))
  await expect.poll(() => reports).toEqual([new Error('away')])
  expect([await key(), state.asked]).toEqual(['key 1', 2])
  later(1.5)
  expect(await key()).toBe('key 1')
  answer(new Error('still away'))
  await expect.poll(() => reports.length).toBe(2)
  later(2)
  const over = key()
  answer(new Error('gone'))
  await expect(over).rejects.toThrow('gone')
  const again = key()
  answer()
  expect([await again, state.asked]).toEqual(['key 5', 5])
})

test('those that were refused are not used again, but once others are there they stay', async () => {
  const { state, source, answer } = start()
  const first = source.get()
  answer()
  const used = await first
  expect(source.refuse(used)).toBe(true)
  const second = source.get()
  answer()
  expect((await second).accessKeyId).toBe('key 2')
  source.refuse(used)
  expect((await source.get()).accessKeyId).toBe('key 2')
  expect(state.asked).toBe(2)
})
