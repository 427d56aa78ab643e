// Vector stores as three versions of the official SDK fill and search them, with their helpers that wait.
import OpenAI, { toFile } from 'openai'
import OpenAI4, { toFile as toFile4 } from 'openai-4'
import OpenAI7, { toFile as toFile7 } from 'openai-7'
import { describe, expect, it } from 'vitest'
import { useServer } from '@/lib/server/testing/use-server'

const playground = useServer()

/** What all of them have in common, as far as it is used here. */
const sdks = [
  { version: 6, create: (baseURL: string) => new OpenAI({ apiKey: 'k', baseURL }), toFile },
  {
    version: 7,
    create: (baseURL: string) => new OpenAI7({ apiKey: 'k', baseURL }) as unknown as OpenAI,
    toFile: toFile7,
  },
  {
    version: 4,
    create: (baseURL: string) => new OpenAI4({ apiKey: 'k', baseURL }) as unknown as OpenAI,
    toFile: toFile4 as unknown as typeof toFile,
  },
]

describe.each(sdks)('openai $version', ({ create, toFile }) => {
  it('uploads files, alone and in batches, waits until they are indexed, and searches', async () => {
    const { files, vectorStores } = create(`${playground.server.url}/v1`)
    const store = await vectorStores.create({ name: 'Handbook' })
    const text = (name: string, value: string) => toFile(Buffer.from(value), name)

    const one = await vectorStores.files.uploadAndPoll(
      store.id,
      await text('leave.md', 'Parental leave lasts twenty weeks.'),
    )
    expect(one).toMatchObject({ status: 'completed', last_error: null })
    const bad = await files.create({ file: await text('broken.pdf', '%PDF-1.7 and nothing'), purpose: 'assistants' })
    const failed = await vectorStores.files.createAndPoll(store.id, { file_id: bad.id })
    expect(failed).toMatchObject({ status: 'failed', last_error: { code: 'invalid_file' } })
    const batch = await vectorStores.fileBatches.uploadAndPoll(store.id, {
      files: [
        await text('a.txt', 'Travel is booked by the travel desk.'),
        await text('b.txt', '忘记密码时请联系技术支持。'),
      ],
      fileIds: [one.id],
    })
    expect(batch).toMatchObject({ status: 'completed', file_counts: { completed: 3, total: 3 } })
    expect(await vectorStores.retrieve(store.id)).toMatchObject({
      status: 'completed',
      file_counts: { total: 4, failed: 1 },
    })

    const found = []
    for await (const result of vectorStores.search(store.id, { query: '密码' })) found.push(result.filename)
    expect(found).toEqual(['b.txt'])
    const completed = []
    for await (const { status } of vectorStores.files.list(store.id, { filter: 'completed', limit: 2 }))
      completed.push(status)
    expect(completed).toHaveLength(3)
  })
})
