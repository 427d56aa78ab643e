import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { inBatches } from './in-batches'

const options = { isUrgent: (item: string) => item === item.toUpperCase(), intervalMs: 5 }

async function* say(...items: (string | Promise<unknown>)[]) {
  for (const item of items) {
    if (typeof item === 'string') yield item
    else await item
  }
}

async function batchesOf(source: AsyncIterable<string>) {
  const batches: string[][] = []
  for await (const batch of inBatches(source, options)) batches.push(batch)
  return batches
}

describe('batches', () => {
  it('keep together what is said in one breath', async () => {
    expect(await batchesOf(say('A', 'b', 'C'))).toEqual([['A', 'b', 'C']])
  })

  it('keep the first together with what comes within its time', async () => {
    const first = inBatches(say('a', immediate(), 'b', immediate(), 'C'), { ...options, firstMs: 60_000 })
    expect((await first.next()).value).toEqual(['a', 'b', 'C'])
  })

  it('keep everything, in order, however it comes', async () => {
    const items = Array.from({ length: 3_000 }, (_, index) => (index % 7 === 0 ? `I${index}` : `i${index}`))
    const paced = items.flatMap((item, index) => (index % 50 === 0 ? [immediate(), item] : [item]))
    expect((await batchesOf(say(...paced))).flat()).toEqual(items)
  })

  it('hand on all that was said before an error, then the error', async () => {
    async function* failing() {
      yield 'a'
      yield 'b'
      throw new Error('broken')
    }
    const seen: string[] = []
    const reading = (async () => {
      for await (const batch of inBatches(failing(), options)) seen.push(...batch)
    })()
    await expect(reading).rejects.toThrow('broken')
    expect(seen).toEqual(['a', 'b'])
  })

  it('hold the source back when nobody takes what it says', async () => {
    let said = 0
    async function* endless() {
      for (;;) yield `i${said++}`
    }
    for await (const batch of inBatches(endless(), options)) {
      await immediate()
      expect(batch.length).toBeLessThanOrEqual(1_000)
      break
    }
    const atEnd = said
    await immediate()
    expect(said - atEnd).toBeLessThanOrEqual(1)
    expect(said).toBeLessThanOrEqual(2_001)
  })
})
