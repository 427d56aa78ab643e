import { describe, expect, it } from 'vitest'
import { createSlots } from './slots'

const never = new AbortController().signal

describe('slots', () => {
  it('let in no more than there are, in the order of asking', async () => {
    const slots = createSlots(1)
    const order: string[] = []
    const release = await slots.acquire('kind', never)
    const waiting = ['a', 'b'].map(async (name) => {
      const leave = await slots.acquire('kind', never)
      order.push(name)
      leave()
    })
    expect(order).toEqual([])
    release()
    await Promise.all(waiting)
    expect(order).toEqual(['a', 'b'])
  })

  it('tell who holds one: not who waits, nor who has given it back', async () => {
    const slots = createSlots(1)
    const [first, second] = [new AbortController().signal, new AbortController().signal]
    const release = await slots.acquire('kind', first)
    const waiting = slots.acquire('kind', second)
    expect([slots.isHeldBy(first), slots.isHeldBy(second)]).toEqual([true, false])
    release()
    await waiting
    expect([slots.isHeldBy(first), slots.isHeldBy(second)]).toEqual([false, true])
  })

  it('of one kind are not those of another', async () => {
    const slots = createSlots(1)
    await slots.acquire('kind', never)
    expect(typeof (await slots.acquire('other', never))).toBe('function')
  })

  it('forget those who gave up waiting', async () => {
    const slots = createSlots(1)
    const release = await slots.acquire('kind', never)
    const impatient = new AbortController()
    const waiting = slots.acquire('kind', impatient.signal)
    impatient.abort(new Error('gone'))
    await expect(waiting).rejects.toThrow('gone')
    release()
    expect(typeof (await slots.acquire('kind', never))).toBe('function')
  })
})
