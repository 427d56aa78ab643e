import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Assistant } from '@/lib/protocol/assistant'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createTapes } from './testing/tapes'

let wire: TestBackend
beforeEach(async () => (wire = await startEmbedded(createTapes().models)))
afterEach(() => wire.close())

const demoOf = (id: string) => `/../api/connections/embedded/assistants/${id}/demo`

it('an assistant’s demo is kept beside it, on no wire, and goes with it', async () => {
  const { id } = await wire.assistant()
  expect(await wire.call('GET', demoOf(id))).toEqual({ messages: [] })
  const before = await wire.call<Assistant>('GET', `/assistants/${id}`)

  const messages = [
    { text: 'What does my order cost?', notes: 'Wait for the total.' },
    { text: '再加一份', notes: '' },
  ]
  expect(await wire.call('POST', demoOf(id), { messages: [messages[0], { text: ' 再加一份 ' }] })).toEqual({ messages })
  expect(await wire.call('GET', demoOf(id))).toEqual({ messages })
  expect(await wire.call<Assistant>('GET', `/assistants/${id}`)).toEqual(before)

  await wire.call('DELETE', `/assistants/${id}`)
  expect(await wire.refusal('GET', demoOf(id))).toMatchObject({ status: 404 })
})

it('a demo is refused where a message says nothing, where it is too long, and where there is no assistant', async () => {
  const { id } = await wire.assistant()
  const refusal = (messages: unknown) => wire.refusal('POST', demoOf(id), { messages })
  expect(await refusal([{ text: '  ' }])).toMatchObject({ status: 400, param: 'messages[0].text' })
  expect(await refusal(Array.from({ length: 51 }, () => ({ text: 'a' })))).toMatchObject({ status: 400 })
  expect(await wire.refusal('POST', demoOf('asst_none'), { messages: [] })).toMatchObject({ status: 404 })
  expect(await wire.call('GET', demoOf(id))).toEqual({ messages: [] })
})
