import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { List } from '@/lib/protocol/list'
import type { CreateMessageBody, Message } from '@/lib/protocol/message'
import type { ShownMessage } from '@/lib/protocol/playground'
import { messageTextOf } from '@/lib/run/message-text'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createTapes } from './testing/tapes'

let wire: TestBackend
beforeEach(async () => {
  wire = await startEmbedded(createTapes().models)
})
afterEach(() => wire.close())

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const dataUrl = (type: string, base64 = PIXEL) => `data:${type};base64,${base64}`
const image = (url: string) => ({ type: 'image_url', image_url: { url } }) as const
const text = (words: string) => ({ type: 'text', text: words }) as const
const shownPath = (threadId: string) => `/../api/connections/embedded/threads/${threadId}/messages`

async function threadOf(...contents: readonly CreateMessageBody['content'][]) {
  const messages = contents.map((content) => ({ role: 'user' as const, content }))
  const { id } = await wire.thread({ messages })
  const { data } = await wire.call<List<Message>>('GET', `/threads/${id}/messages?order=asc&limit=100`)
  return { id, messages: data, at: shownPath(id) }
}

describe('pictures that lie in messages', () => {
  it('have an address for pages, and stay as they are on the wire', async () => {
    const url = dataUrl('image/png')
    const { at, messages } = await threadOf([text('Look'), image(url), image('https://example.com/a.png')])
    const [message] = messages
    const address = `/api/connections/embedded/threads/${message?.thread_id}/messages/${message?.id}/images/1`
    const parts = [
      { type: 'text', text: { value: 'Look', annotations: [] } },
      image(address),
      image('https://example.com/a.png'),
    ]
    const shown = { ...message, content: parts, picture_sizes: { [address]: { width: 1, height: 1 } } }
    expect((await wire.call<List<ShownMessage>>('GET', at)).data).toEqual([shown])
    expect(await wire.call('GET', `${at}/${message?.id}`)).toEqual(shown)
    expect(message?.content[1]).toEqual(image(url))

    const answer = await wire.send('GET', `/..${address}`)
    expect(Buffer.from(await answer.arrayBuffer()).toString('base64')).toBe(PIXEL)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    })
    const again = new Request(`http://localhost${address}`, {
      headers: { 'if-none-match': answer.headers.get('etag')! },
    })
    expect((await wire.backend(again)).status).toBe(304)
  })

  it.each(['image/svg+xml', 'text/html', 'image/png;charset=x'])('are not served as %s', async (type) => {
    const url = dataUrl(type, PIXEL.repeat(100))
    const { at, messages } = await threadOf([image(url)])
    const { data } = await wire.call<List<ShownMessage>>('GET', at)
    expect(data[0]?.content).toEqual([image(`${url.slice(0, 2_000)}…`)])
    const refusal = await wire.refusal('GET', `${at}/${messages[0]?.id}/images/0`)
    expect(refusal).toMatchObject({ status: 404 })
  })

  it('are not there where the message has none, or is of another thread', async () => {
    const { at, messages } = await threadOf([image(dataUrl('image/png'))], 'words')
    const other = await threadOf('elsewhere')
    for (const path of [
      `${at}/${messages[0]?.id}/images/1`,
      `${at}/${messages[1]?.id}/images/0`,
      `${at}/${messages[0]?.id}/images/length`,
      `${other.at}/${messages[0]?.id}/images/0`,
    ])
      expect(await wire.refusal('GET', path)).toMatchObject({ status: 404 })
  })
})

describe('long texts', () => {
  it('are cut for pages, which are told how long they are and can ask for the whole', async () => {
    const long = 'é😀'.repeat(80_000)
    const { at, messages } = await threadOf([text('a'), text(long), text(long)], 'short')
    const [shown, short] = (await wire.call<List<ShownMessage>>('GET', `${at}?order=asc`)).data
    const words = shown ? messageTextOf(shown) : ''
    expect(shown?.whole_length).toBe(1 + 2 * long.length)
    expect(words).toHaveLength('a\n\n'.length + 64 * 1024 - 1)
    expect(`a\n\n${long}`.startsWith(words)).toBe(true)
    expect(words.isWellFormed()).toBe(true)
    expect(short).toEqual(messages[1])
    expect(await wire.call('GET', `${at}/${shown?.id}`)).toEqual(messages[0])
  })

  it.each(['asc', 'desc'] as const)('end a page early, %s, and none is left out', async (order) => {
    const { at, messages } = await threadOf(...Array.from({ length: 30 }, (_, index) => `${index} `.repeat(20_000)))
    const pages: string[][] = []
    for (let after = '', hasMore = true; hasMore; after = pages.at(-1)?.at(-1) ?? '') {
      const page = await wire.call<List<ShownMessage>>(
        'GET',
        `${at}?limit=100&order=${order}${after && `&after=${after}`}`,
      )
      pages.push(page.data.map(({ id }) => id))
      hasMore = page.has_more
    }
    const ids = messages.map(({ id }) => id)
    expect(pages.flat()).toEqual(order === 'asc' ? ids : ids.toReversed())
    expect(pages.length).toBeGreaterThan(3)
    const before = await wire.call<List<ShownMessage>>('GET', `${at}?limit=100&order=asc&before=${ids[20]}`)
    expect(before.data.at(-1)?.id).toBe(ids[19])
    expect(before.has_more).toBe(true)
  })
})
