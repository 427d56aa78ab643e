// Files as three versions of the official SDK send and read them: the field order and the kind of body differ.
import { createReadStream } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import OpenAI, { toFile } from 'openai'
import OpenAI4, { toFile as toFile4 } from 'openai-4'
import OpenAI7, { toFile as toFile7 } from 'openai-7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newFolder } from '@/lib/backend/store/testing/folder-with-tables'
import { useServer } from '@/lib/server/testing/use-server'

const playground = useServer()

let folder: string
beforeAll(async () => {
  folder = await newFolder()
  await writeFile(join(folder, '报告.csv'), 'a,b\n1,2\n')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const stream = () => createReadStream(join(folder, '报告.csv'))

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

describe.each(sdks)('openai $version', ({ version, create, toFile }) => {
  it('uploads buffers and streams, lists, reads and deletes', async () => {
    const { files } = create(`${playground.server.url}/v1`)
    const made = [
      await files.create({ file: await toFile(Buffer.from('hello'), 'hello.txt'), purpose: 'user_data' }),
      await files.create({ file: stream(), purpose: 'assistants' }),
      await files.create({
        file: await toFile(Readable.from([Buffer.from('12'), Buffer.from('3')]), '数.txt'),
        purpose: 'vision',
      }),
    ]
    expect(made.map(({ filename, bytes, purpose }) => [filename, bytes, purpose])).toEqual([
      ['hello.txt', 5, 'user_data'],
      ['报告.csv', 8, 'assistants'],
      ['数.txt', 3, 'vision'],
    ])
    const listed = []
    for await (const file of files.list({ limit: 2 })) listed.push(file)
    expect(listed.map(({ id }) => id)).toEqual(made.map(({ id }) => id).toReversed())
    const [, csv] = made
    const ofOne = { purpose: 'assistants' } as const
    expect((await files.list(ofOne)).data.map(({ id }) => id)).toEqual([csv!.id])
    expect(await files.retrieve(csv!.id)).toMatchObject({ id: csv!.id, status: 'processed' })
    const content = await files.content(csv!.id)
    expect(await content.text()).toBe('a,b\n1,2\n')
    const part = await files.content(csv!.id, { headers: { range: 'bytes=4-6' } })
    expect([part.status, await part.text()]).toEqual([206, '1,2'])
    const remove = (id: string) =>
      version === 4 ? (files as unknown as { del: typeof files.delete }).del(id) : files.delete(id)
    for (const { id } of made) expect(await remove(id)).toMatchObject({ id, object: 'file', deleted: true })
    await expect(files.retrieve(csv!.id)).rejects.toMatchObject({ status: 404 })
  })

  it('says what is wrong with an upload', async () => {
    const { files } = create(`${playground.server.url}/v1`)
    const file = await toFile(Buffer.from('hello'), 'hello.txt')
    await expect(files.create({ file, purpose: 'fun' as 'vision' })).rejects.toMatchObject({
      status: 400,
      param: 'purpose',
      message: expect.stringContaining("Supported values are: 'assistants'") as string,
    })
  })
})

it('expires what was uploaded to expire', async () => {
  const { files } = playground.client
  const expires_after = { anchor: 'created_at', seconds: 3_600 } as const
  const file = await files.create({ file: await toFile(Buffer.from('x'), 'x'), purpose: 'user_data', expires_after })
  expect(file.expires_at).toBe(file.created_at + 3_600)
  await files.delete(file.id)
})

it('gives a thread the images and files of a message', async () => {
  const { files, beta } = playground.client
  const png = Buffer.from('89504e470d0a1a0a', 'hex')
  const image = await files.create({ file: await toFile(png, 'a.png'), purpose: 'vision' })
  const csv = await files.create({ file: stream(), purpose: 'assistants' })
  const thread = await beta.threads.create({
    messages: [
      {
        role: 'user',
        content: [{ type: 'image_file', image_file: { file_id: image.id } }],
        attachments: [{ file_id: csv.id, tools: [{ type: 'code_interpreter' }] }],
      },
    ],
  })
  expect(thread.tool_resources?.code_interpreter?.file_ids).toEqual([csv.id])
  const [message] = (await beta.threads.messages.list(thread.id)).data
  expect(message?.content).toEqual([{ type: 'image_file', image_file: { file_id: image.id } }])
  expect(message?.attachments).toEqual([{ file_id: csv.id, tools: [{ type: 'code_interpreter' }] }])
})
