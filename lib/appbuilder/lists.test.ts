// Lists that page by themselves, over gateways that mean different things by `after`.
import { describe, expect, it } from 'vitest'
import { AppBuilderInputError } from './error'
import { clientOf, jsonOf, type Sent } from './testing/gateway'

const LIMIT = 3
const oldestFirst = Array.from({ length: 8 }, (_, index) => ({ id: `x_${index}`, created_at: index }))

interface Asked {
  readonly order: 'asc' | 'desc'
  readonly limit: number
  readonly after: string
  readonly before: string
}

const answered = (rows: readonly { id: string }[], limit: number) =>
  Response.json({ data: rows.slice(0, limit), has_more: rows.length > limit })

const momentOf = (id: string) => oldestFirst.findIndex((each) => each.id === id)

/** Cursors follow the list, as the playground's do. */
function byPlace(sent: Sent) {
  const { order, limit, after } = jsonOf(sent) as Asked
  const rows = order === 'asc' ? oldestFirst : oldestFirst.toReversed()
  return answered(rows.slice(rows.findIndex(({ id }) => id === after) + 1), limit)
}

/** Cursors follow the moment in either order, as AppBuilder's documents have it. */
function byMoment(sent: Sent) {
  const { order, limit, after, before } = jsonOf(sent) as Asked
  const within = oldestFirst.filter(
    ({ created_at: at }) => (!after || at > momentOf(after)) && (!before || at < momentOf(before)),
  )
  return answered(order === 'asc' ? within : within.toReversed(), limit)
}

async function idsOf(list: AsyncIterable<{ readonly id: string }>) {
  const ids: string[] = []
  for await (const { id } of list) ids.push(id)
  return ids
}

const ids = oldestFirst.map(({ id }) => id)

describe('a list', () => {
  it.each([
    ['the place', byPlace],
    ['the moment', byMoment],
  ])('is iterated whole in either order where cursors follow %s', async (_, gateway) => {
    const { runs, messages } = clientOf(gateway).client.threads
    const thread = { thread_id: 'thread_1', limit: LIMIT }
    expect(await idsOf(messages.list({ ...thread, order: 'asc' }))).toEqual(ids)
    expect(await idsOf(messages.list(thread))).toEqual(ids.toReversed())
    expect(await idsOf(runs.list({ ...thread, limit: 1 }))).toEqual(ids.toReversed())
    expect(await idsOf(runs.steps.list({ ...thread, run_id: 'run_1' }))).toEqual(ids.toReversed())
    expect(await idsOf(clientOf(gateway).client.assistants.list({ limit: LIMIT }))).toEqual(ids.toReversed())
  })

  it('is one page when it is awaited, and asks for no more than is read', async () => {
    const { client, sent } = clientOf(byPlace)
    const page = await client.assistants.list({ limit: LIMIT })
    expect({ ids: page.data.map(({ id }) => id), more: page.has_more }).toEqual({
      ids: ['x_7', 'x_6', 'x_5'],
      more: true,
    })
    for await (const { id } of client.assistants.list({ limit: LIMIT })) if (id === 'x_6') break
    expect(sent).toHaveLength(2)
  })

  it('that goes in circles ends', async () => {
    const { client } = clientOf(() => Response.json({ data: oldestFirst, has_more: true }))
    expect(await idsOf(client.assistants.list())).toEqual(ids)
  })

  it('that cannot be had says so, whichever way it is asked for', async () => {
    const { messages } = clientOf(byPlace).client.threads
    await expect(messages.list({ thread_id: '' })).rejects.toBeInstanceOf(AppBuilderInputError)
    await expect(idsOf(messages.list({ thread_id: '' }))).rejects.toBeInstanceOf(AppBuilderInputError)
  })
})
