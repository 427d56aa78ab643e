import { describe, expect, it } from 'vitest'
import { all, inChunks } from './in-chunks'

const things = Array.from({ length: 45 }, (_, index) => ({ id: `thing_${index}` }))

/** A list as AppBuilder has it, which keeps to its documents. */
function ask({ limit, after }: { limit: number; after: string }) {
  if (limit > 20) throw new Error('That is too much at once.')
  const from = things.findIndex(({ id }) => id === after) + 1
  return Promise.resolve({ data: things.slice(from, from + limit), has_more: from + limit < things.length })
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
})
