import { expect, it } from 'vitest'
import type { List } from '@/lib/protocol/list'
import type { ShownMessage } from '@/lib/protocol/playground'
import { useServer } from './testing/use-server'

// A heap that holds what is large a few times, and not all of it at once.
const used = useServer({ pages: true, env: { NODE_OPTIONS: '--max-old-space-size=96' } })

const MEGABYTE = 1024 * 1024
const partOf = (characters: string) => ({ type: 'text' as const, text: characters.repeat(250_000) })
/** A message of 4 MB. */
const large = Array.from({ length: 16 }, (_, index) => partOf(String.fromCharCode(97 + index)))

async function threadOf(messages: number) {
  const { id } = await used.client.beta.threads.create()
  for (let count = 0; count < messages; count += 1)
    await used.client.beta.threads.messages.create(id, { role: 'user', content: large })
  return id
}

it('lists through more messages than it could hold', async () => {
  const id = await threadOf(9)
  let [count, characters] = [0, 0]
  for await (const message of used.client.beta.threads.messages.list(id, { limit: 100 })) {
    count += 1
    for (const part of message.content) if (part.type === 'text') characters += part.text.value.length
  }
  expect(count).toBe(9)
  expect(characters).toBe(9 * 16 * 250_000)
})

it('takes a message of 15 MB, and gives it back as it was', async () => {
  const { id } = await used.client.beta.threads.create()
  const content = Array.from({ length: 60 }, (_, index) => partOf(String.fromCharCode(97 + (index % 26))))
  const { id: message } = await used.client.beta.threads.messages.create(id, { role: 'user', content })
  const stored = await used.client.beta.threads.messages.retrieve(message, { thread_id: id })
  const texts = stored.content.map((part) => part.type === 'text' && part.text.value)
  expect(texts).toEqual(content.map(({ text }) => text))
})

it('runs in a thread of large texts, and shows it', async () => {
  const id = await threadOf(2)
  const { id: assistant_id } = await used.client.beta.assistants.create({ model: 'scripted' })
  const run = await used.client.beta.threads.runs.createAndPoll(id, { assistant_id }, { pollIntervalMs: 50 })
  expect(run.status).toBe('completed')
  const page = await fetch(`${used.server.url}/embedded/threads/${id}`)
  expect(page.status).toBe(200)
  expect((await page.text()).length).toBeLessThan(MEGABYTE)
})

it('shows a thread with ten pictures in it, and serves them', async () => {
  const bytes = Buffer.alloc(MEGABYTE, 'png')
  const content = [
    { type: 'image_url' as const, image_url: { url: `data:image/png;base64,${bytes.toString('base64')}` } },
  ]
  const { id } = await used.client.beta.threads.create()
  for (let count = 0; count < 10; count += 1)
    await used.client.beta.threads.messages.create(id, { role: 'user', content })
  const page = await fetch(`${used.server.url}/embedded/threads/${id}`)
  expect(page.status).toBe(200)
  expect((await page.text()).length).toBeLessThan(MEGABYTE / 2)
  const shown = await fetch(`${used.server.url}/api/connections/embedded/threads/${id}/messages`)
  const { data } = (await shown.json()) as List<ShownMessage>
  const [part] = data[0]?.content ?? []
  if (part?.type !== 'image_url') throw new Error('The picture is not there.')
  const served = await fetch(new URL(part.image_url.url, used.server.url))
  expect(served.headers.get('content-type')).toBe('image/png')
  expect(Buffer.from(await served.arrayBuffer()).equals(bytes)).toBe(true)
})
