import Libsql from 'libsql'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Message } from '@/lib/protocol/message'
import { collect } from '@/lib/backend/testing/wire'
import { sqliteFileIn } from '@/lib/backend/store/open-sqlite'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createGate, createTapes, stop, text } from './testing/tapes'

let wire: TestBackend
let tapes: ReturnType<typeof createTapes>

beforeEach(async () => {
  tapes = createTapes()
  wire = await startEmbedded(tapes.models)
})
afterEach(() => wire.close())

it('another program that holds the database stops no reads, has writes refused in time, and a run waits for it', async () => {
  const assistant = await wire.assistant()
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'hi' }] })
  const gate = createGate()
  tapes.put([text('Before, '), gate, text('after.'), stop])
  const path = `/threads/${thread.id}/runs`
  const events = wire.stream(path, { assistant_id: assistant.id })
  for (let seen = ''; seen !== 'thread.message.delta';) seen = (await events.next()).value?.event ?? ''

  const other = new Libsql(sqliteFileIn(wire.folder))
  other.exec('begin immediate')
  gate.release()
  const refused = wire.send('POST', '/threads', {})
  expect(await wire.call('GET', `/threads/${thread.id}`)).toEqual(thread)
  const { data: runs } = await wire.call<{ data: { status: string }[] }>('GET', path)
  expect(runs).toMatchObject([{ status: 'in_progress' }])
  const answer = await refused
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  expect(await answer.json()).toMatchObject({ error: { type: 'server_error', code: 'store_busy' } })
  other.close()

  expect((await collect(events)).at(-1)).toMatchObject({ event: 'thread.run.completed' })
  const { data } = await wire.call<{ data: Message[] }>('GET', `/threads/${thread.id}/messages`)
  expect(data[0]).toMatchObject({ status: 'completed', content: [{ text: { value: 'Before, after.' } }] })
  await wire.thread()
  expect(wire.reports).toEqual([expect.stringContaining('Another program holds the database.')])
})
