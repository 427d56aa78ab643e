import { createHash } from 'node:crypto'
import { setImmediate as othersFirst } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { OBJECT_DAMAGED } from '@/lib/protocol/error'
import type { ContentPart, Message } from '@/lib/protocol/message'
import { messageOf } from '@/lib/run/testing/log'
import { damagedStore } from './testing/damaged-store'
import { databases, openStore } from './testing/databases'
import { runRowOf, threadOf, userMessageOf } from './testing/objects'

const partOf = (value: string): ContentPart => ({ type: 'text', text: { value, annotations: [] } })
const pictureOf = (url: string): ContentPart => ({ type: 'image_url', image_url: { url, detail: 'low' } })

/** Signs of one, two, three and four bytes, and halves of pairs, across every place where a text may be cut. */
const odd = `"\\\0\u{1f600}é你\ud800`.repeat(80_000)

const contents: Readonly<Record<string, readonly ContentPart[]>> = {
  'one long text': [partOf(odd)],
  'many short ones': Array.from({ length: 4_500 }, (_, n) => partOf(`${n} `.repeat(30))),
  'a picture between texts': [partOf('before'), pictureOf(`data:image/png;base64,${'A'.repeat(900_000)}`), partOf(odd)],
  'what has no text': [
    { type: 'image_file', image_file: { file_id: 'file-abc' } },
    partOf('x'.repeat(600_000)),
    { type: 'refusal', refusal: '' },
    partOf(''),
  ],
}

const largeOf = (id: string, content = contents['one long text'], rest: Partial<Message> = {}): Message =>
  userMessageOf(id, null, { content: [...(content ?? [])], ...rest })

/** For what is too long to be compared in words where it differs. */
const printOf = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')
const printsOf = (values: readonly unknown[]) => values.map(printOf)

const small = userMessageOf('msg_small', 'small')
const page = { limit: 10, order: 'asc' } as const

describe.each(databases)('large messages on $name', (database) => {
  it('are given back as they were, by every way', async () => {
    const store = await openStore(await database.create())
    await store.threads.insert(threadOf('thread_1'))
    const large = Object.values(contents).map((content, n) => largeOf(`msg_${n}`, content))
    for (const message of [small, ...large]) await store.messages.insert(message)
    for (const message of large) expect(printOf(await store.messages.get(message.id))).toBe(printOf(message))
    expect(printsOf(await store.messages.history('thread_1', 2))).toEqual(printsOf(large.slice(-2)))
    expect(printsOf((await store.messages.list('thread_1', page)).data)).toEqual(printsOf([small, ...large]))
    const piece = await store.messages.piece({ threadId: 'thread_1', exceptRun: 'run_1' })
    expect([printsOf(piece.data), Math.round(piece.bytes / 100_000)]).toEqual([printsOf(large.slice(-1)), 6])
    expect(await store.placeOf('file-abc')).toMatchObject({ kind: 'file', message_id: 'msg_3' })
  })

  it('count by their size where a page ends by bytes', async () => {
    const store = await openStore(await database.create(), Date.now, 2_000_000)
    await store.threads.insert(threadOf('thread_1'))
    for (const id of ['msg_1', 'msg_2', 'msg_3'])
      await store.messages.insert(largeOf(id, [partOf('x'.repeat(900_000))]))
    const { data, hasMore } = await store.messages.list('thread_1', page)
    expect([data.map(({ id }) => id), hasMore]).toEqual([['msg_1', 'msg_2'], true])
  })

  it('may become small, large again and another, and leave nothing behind', async () => {
    const at = await database.create()
    const store = await openStore(at)
    await store.threads.insert(threadOf('thread_1'))
    const [one, other] = [largeOf('msg_1'), largeOf('msg_1', contents['many short ones'])]
    await store.messages.insert(one)
    for (const message of [other, userMessageOf('msg_1', 'small'), one, { ...one, metadata: { a: 'b' } }]) {
      expect(await store.messages.put(message)).toBe(true)
      expect(printOf(await store.messages.get('msg_1'))).toBe(printOf(message))
    }
    expect(await store.messages.rewrite({ ...other, metadata: {} })).toBe(true)
    expect(printOf(await store.messages.get('msg_1'))).toBe(printOf({ ...other, metadata: { a: 'b' } }))
    const left = async () => (await store.statement('select count(*) as count from message_texts', [])).rows
    expect(Number(((await left()) as { count: number }[])[0]?.count)).toBeLessThan(10)
    await store.messages.insert(largeOf('msg_2'))
    expect(await store.messages.remove('msg_1')).toBe(true)
    await store.threads.remove('thread_1')
    expect(await left()).toEqual([{ count: 0 }])
  })

  it('are told by how they begin', async () => {
    const store = await openStore(await database.create(), () => 1_000)
    await store.threads.insert(threadOf('thread_1'))
    await store.messages.insert(small)
    await store.messages.insert(largeOf('msg_1', [partOf(`Once upon a time ${'x'.repeat(600_000)}`)]))
    await store.messages.remove('msg_small')
    const begin = expect.stringMatching(/^Once upon a time x{102}…$/)
    expect(await store.threads.summary('thread_1')).toMatchObject({ preview: begin })
    await store.runs.insert(runRowOf({ id: 'run_1' }), 2)
    expect((await store.runs.search({ limit: 1 })).data[0]).toMatchObject({ asked: begin })
  })

  it('are searched through from end to end, across the places where they are cut', async () => {
    const store = await openStore(await database.create())
    await store.threads.insert(threadOf('thread_1'))
    const filler = 'x'.repeat(255)
    const words = Array.from({ length: 4_000 }, (_, n) => `${filler} word${n}. `).join('')
    await store.messages.insert(
      largeOf('msg_1', [pictureOf(`data:,${'word1.'.repeat(200_000)}`), partOf(words), partOf('The End')]),
    )
    await store.messages.insert(messageOf('msg_2', 'word77. and the end'))
    const found = async (q: string) => (await store.messages.findWords({ q })).data
    for (const n of [0, 7, 960, 1_984, 1_985, 3_999]) {
      const [hit] = (await found(`WORD${n}.`)).filter(({ id }) => id === 'msg_1')
      expect(hit?.excerpt, String(n)).toMatch(new RegExp(`x word${n}\\. `))
    }
    expect((await found('the end')).map(({ id }) => id)).toEqual(['msg_2', 'msg_1'])
    expect((await found('\n\nthe end')).map(({ id }) => id)).toEqual(['msg_1'])
    for (const q of ['word4000.', 'data:', 'w0rd']) expect(await found(q), q).toEqual([])
  })

  it('are found and shown where folding changes the lengths of what stands before', async () => {
    const store = await openStore(await database.create())
    await store.threads.insert(threadOf('thread_1'))
    const [longer, shorter] = ['\u0130\u0130\u0130 '.repeat(50_000), 'e\u0301e\u0301 '.repeat(40_000)]
    await store.messages.insert(largeOf('msg_1', [partOf(`${longer}one needle. ${longer}${longer}`)]))
    await store.messages.insert(largeOf('msg_2', [partOf(`${shorter}two needle. ${shorter}${shorter}`)]))
    await store.messages.insert(userMessageOf('msg_3', `${'\u0130 '.repeat(400)}three needle.`))
    const { data } = await store.messages.findWords({ q: 'NEEDLE.' })
    expect(data.map(({ excerpt }) => /\w+ needle\./.exec(excerpt)?.[0])).toEqual([
      ...['three needle.', 'two needle.', 'one needle.'],
    ])
  })

  it('are gone, and not damaged, where they are deleted while they are read', async () => {
    const store = await openStore(await database.create())
    for (let turns = 0; turns < 6; turns += 1) {
      const [thread, id] = [`thread_${turns}`, `msg_${turns}`]
      await store.threads.insert(threadOf(thread))
      await store.messages.insert(largeOf(id, [partOf('x'.repeat(3_000_000))], { thread_id: thread }))
      const removed = store.threads.remove(thread)
      for (let turn = 0; turn < turns; turn += 1) await othersFirst()
      const read = await Promise.all([store.messages.get(id), store.messages.history(thread)])
      for (const found of read.flat()) expect(found?.id ?? id).toBe(id)
      await removed
    }
    expect(store.damaged()).toEqual([])
  })

  it.each([
    ['gone', sql`delete from message_texts where number = 1`],
    ['no JSON', sql`update message_texts set texts = 'x' where number = 1`],
    ['of another shape', sql`update message_texts set texts = '[[0,1]]' where number = 0`],
    ['of another version', sql`update messages set texts_version = 7 where id = 'msg_large'`],
  ])('whose texts are %s are damaged, and nothing else is', async (_, damage) => {
    const at = await database.create()
    const first = await openStore(at)
    await first.threads.insert(threadOf('thread_9'))
    await first.messages.insert(largeOf('msg_large', [partOf('x'.repeat(600_000))], { thread_id: 'thread_9' }))
    await first.messages.insert({ ...small, thread_id: 'thread_9' })
    await first.close()
    const { store } = await damagedStore(at, (db) => damage.execute(db))
    const damaged = expect.objectContaining({ status: 500, body: expect.objectContaining({ code: OBJECT_DAMAGED }) })
    const answer = store.messages.get('msg_large').then((found) => found?.id)
    await expect(answer).rejects.toEqual(damaged)
    expect((await store.messages.list('thread_9', page)).data.map(({ id }) => id)).toEqual(['msg_small'])
    expect(store.damaged()).toMatchObject([{ table: 'messages', id: 'msg_large', reason: 'wrong_json' }])
    expect(await store.messages.remove('msg_large')).toBe(true)
  })
})

it('on SQLite are read whole while they are written anew again and again', async () => {
  const store = await openStore(await databases[0]!.create())
  await store.threads.insert(threadOf('thread_1'))
  const versions = ['a', 'b'].map((sign) => largeOf('msg_1', [partOf(sign.repeat(900_000))]))
  await store.messages.insert(versions[0]!)
  let isOver = false
  const writing = (async () => {
    for (let n = 1; n <= 6; n += 1) await store.messages.put(versions[n % 2]!)
    isOver = true
  })()
  while (!isOver) {
    await othersFirst()
    const [part] = (await store.messages.get('msg_1'))?.content ?? []
    const text = part?.type === 'text' ? part.text.value : ''
    expect(text === (text[0] ?? '').repeat(900_000)).toBe(true)
  }
  await writing
})
