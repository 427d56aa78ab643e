import { afterEach, beforeEach, expect, it } from 'vitest'
import { OBJECT_DAMAGED } from '@/lib/protocol/error'
import { changeDatabase } from './testing/change-database'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createTapes, stop, text } from './testing/tapes'
import { messagesOf, prepareWeather } from './testing/weather'

let tapes: ReturnType<typeof createTapes>
let wire: TestBackend
beforeEach(async () => {
  tapes = createTapes()
  wire = await startEmbedded(tapes.models)
})
afterEach(() => wire.close())

const message = { role: 'user', content: 'And tomorrow?' } as const

it.each(["'{oops'", "json_set(document, '$.metadata', 5)"])(
  'a thread whose document is %s takes nothing new, and nothing of it is half done',
  async (damage) => {
    const { body, thread } = await prepareWeather(wire)
    const path = `/threads/${thread.id}`
    await changeDatabase(wire.folder, `create table kept as select * from threads where id = '${thread.id}'`)
    await changeDatabase(wire.folder, `update threads set document = ${damage} where id = '${thread.id}'`)
    const requests = [
      ['GET', `${path}/messages`],
      ['POST', `${path}/messages`, message],
      ['POST', `${path}/runs`, body],
      ['POST', `${path}/runs`, { ...body, additional_messages: [message] }],
      ['POST', path, { metadata: { a: 'b' } }],
    ] as const
    for (const [method, at, sent] of requests) {
      const answer = await wire.send(method, at, sent)
      expect([answer.status, await answer.json()]).toMatchObject([500, { error: { code: OBJECT_DAMAGED } }])
    }
    await changeDatabase(
      wire.folder,
      `update threads set document = (select document from kept) where id = '${thread.id}'`,
    )
    await changeDatabase(wire.folder, 'drop table kept')
    expect((await messagesOf(wire, thread.id)).data).toHaveLength(1)
    expect(await wire.call('GET', `${path}/runs`)).toMatchObject({ data: [] })
    tapes.put([text('Rain'), stop])
    await wire.message(thread.id)
    expect(await wire.run(thread.id, body)).toMatchObject({ status: 'queued' })
  },
)
