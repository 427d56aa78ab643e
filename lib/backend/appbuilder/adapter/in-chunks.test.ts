import { describe, expect, it } from 'vitest'
import { all, inChunks } from './in-chunks'

const things = Array.from({ length: 45 }, (_, index) => ({ id: `thing_${index}` }))

/** A list as AppBuilder has it, which keeps to its documents. */
function ask({ limit, after }: { limit: number; after: string }) {
  if (limit > 20) throw new Error('That is too much at once.')
  const from = things.findIndex(({ id }) => id === after) + 1
  return Promise.resolve({ data: things.slice(from, from + limit), has_more: from + limit < things.length })
}

interface Query {
  limit: number
  order: 'asc' | 'desc'
  after: string
  before: string
}

/** A list whose cursors mean moments, as AppBuilder's documents have it: created after, created before. */
function askByMoment({ limit, order, after, before }: Query) {
  const indexOf = (id: string) => things.findIndex((thing) => thing.id === id)
  const within = things.slice(indexOf(after) + 1, before === '' ? undefined : indexOf(before))
  const ordered = order === 'asc' ? within : within.toReversed()
  return Promise.resolve({ data: ordered.slice(0, limit), has_more: ordered.length > limit })
}

describe('inChunks', () => {
  it('brings everything, and never asks for too much', async () => {
    expect(await inChunks(all, ask)).toEqual({ data: things, hasMore: false })
  })

  it('brings as many as are wanted, from where they are wanted', async () => {
    const query = { limit: 25, order: 'asc', after: 'thing_4' } as const
    expect(await inChunks(query, ask)).toEqual({ data: things.slice(5, 30), hasMore: true })
  })

  it('ends with a list that goes in circles', async () => {
    const circle = () => Promise.resolve({ data: things.slice(0, 3), has_more: true })
    expect((await inChunks(all, circle)).data).toHaveLength(3)
  })

  it.each([
    ['more than fit into one answer', { limit: 30 }, [44, 15], true],
    ['all there are', { limit: 100 }, [44, 0], false],
    ['those that follow one', { limit: 5, after: 'thing_10' }, [9, 5], true],
    ['those that stand before one', { limit: 5, before: 'thing_10' }, [15, 11], true],
    ['those between two', { limit: 20, after: 'thing_10', before: 'thing_5' }, [9, 6], false],
  ])('brings %s, newest first, whatever a cursor means there', async (_, query, [first = 0, last = 0], hasMore) => {
    const data = things.slice(last, first + 1).toReversed()
    expect(await inChunks({ order: 'desc', ...query }, askByMoment)).toEqual({ data, hasMore })
  })

  it('refuses a cursor that is nowhere', async () => {
    const query = { limit: 5, order: 'desc', after: 'thing_none' } as const
    await expect(inChunks(query, askByMoment)).rejects.toMatchObject({ status: 400, body: { param: 'after' } })
  })
})
