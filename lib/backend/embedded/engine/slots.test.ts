import { describe, expect, it } from 'vitest'
import { createSlots } from './slots'

const never = new AbortController().signal

describe('slots', () => {
  it('let in no more than there are, in the order of asking', async () => {
    const slots = createSlots(1)
    const order: string[] = []
    const release = await slots.acquire(never)
    const waiting = ['a', 'b'].map(async (name) => {
      const leave = await slots.acquire(never)
      order.push(name)
      leave()
    })
    expect(order).toEqual([])
    release()
    await Promise.all(waiting)
    expect(order).toEqual(['a', 'b'])
  })

  it('forget those who gave up waiting', async () => {
    const slots = createSlots(1)
    const release = await slots.acquire(never)
    const impatient = new AbortController()
    const waiting = slots.acquire(impatient.signal)
    impatient.abort(new Error('gone'))
    await expect(waiting).rejects.toThrow('gone')
    release()
    expect(typeof (await slots.acquire(never))).toBe('function')
  })
})
