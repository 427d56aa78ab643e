// Files over the face, on a connection that has some.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppBuilderServerError } from '@/lib/appbuilder/error'
import { startFace, type TestFace } from '../testing/face'

let face: TestFace
beforeAll(async () => {
  face = await startFace(undefined)
})
afterAll(() => face.close())

const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  )

const upload = (filename: string, bytes = 'hello') =>
  face.client.assistants.files.create({ file: new Blob([bytes]), filename })

describe('files', () => {
  it('come back as they were sent', async () => {
    const { files } = face.client.assistants
    const { id, ...uploaded } = await upload('你好 a.txt', '内容')
    expect(uploaded).toMatchObject({ bytes: 6, purpose: 'assistant', filename: '你好 a.txt', object: 'file' })
    // Seconds, unlike all other times.
    expect(uploaded.create_at).toBeLessThan(10_000_000_000)
    expect(await files.query({ file_id: id })).toMatchObject({ id, censored: 1, file_type: 'document' })
    expect((await files.list()).data[0]).toMatchObject({ id, censored: 1 })
    const { content, content_type } = await files.content({ file_id: id })
    expect([new TextDecoder().decode(content), content_type]).toEqual(['内容', 'text/plain; charset=utf-8'])
    const download = await files.download({ file_id: id })
    expect([new TextDecoder().decode(download.bytes), download.filename]).toEqual(['内容', 'a.txt'])
    expect(await files.delete({ file_id: id })).toMatchObject({ id, deleted: true })
    expect(await failureOf(files.download({ file_id: id }))).toMatchObject({ status: 404 })
    expect(await failureOf(files.delete({ file_id: id }))).toBeInstanceOf(AppBuilderServerError)
  })

  it('that are not there are null when asked for, as the service has it', async () => {
    expect(await (await face.ask('/v2/storage/files/query', { file_id: 'test' })).json()).toBeNull()
  })
})

describe('a form', () => {
  const type = 'multipart/form-data; boundary=X'
  const part = '--X\r\nContent-Disposition: form-data; name="word"\r\n\r\n\r\n'
  const sent = async (body: string, headers: Record<string, string> = { 'content-type': type }) => {
    const init = { method: 'POST', headers, body }
    return (await face.face(new Request('http://playground.test/v2/storage/files', init))).text()
  }

  it('is refused at its 33rd part, whatever comes behind', async () => {
    expect(await sent(`${part.repeat(33)}--Y`)).toContain('more than 32 parts')
  })

  it.each([
    ['of one long word', `${part.slice(0, -2)}${'a'.repeat(65_537)}\r\n--X--\r\n`, 'more than 65536 bytes'],
    ['with a long header', part.replace('word', 'w'.repeat(100_000)), 'not a form'],
    ['that breaks off', part, 'not a form'],
    ['without a file', `${part}--X--\r\n`, 'Missing required parameter'],
    ['that is none', 'word=1', 'not a form'],
  ])('%s is refused in words', async (_, body, words) => {
    expect(await sent(body)).toContain(words)
  })

  it.each([['text/plain'], ['multipart/form-data'], ['application/x-www-form-urlencoded']])(
    'of type %s is refused in words',
    async (type) => {
      expect(await sent(`${part}--X--\r\n`, { 'content-type': type })).toContain('not a form')
    },
  )
})

describe('the files of an assistant', () => {
  it('are mounted and unmounted', async () => {
    const { assistants } = face.client
    const [one, two] = [await upload('one.txt'), await upload('two.txt')]
    const { id: assistant_id } = await assistants.create({ name: 'files', file_ids: [one.id] })
    const mounted = await assistants.mountFiles({ assistant_id, file_id: two.id })
    expect(mounted).toMatchObject({ id: two.id, assistant_id, created_at: expect.any(Number) })
    expect((await assistants.mountFiles({ assistant_id, file_id: two.id })).created_at).toBe(mounted.created_at)
    const list = await assistants.mountedFilesList({ assistant_id, limit: 2147483647, order: 'asc' })
    expect(list.data.map(({ id }) => id)).toEqual([one.id, two.id])
    const beyond = assistants.mountedFilesList({ assistant_id, before: 'file-none' })
    expect(await failureOf(beyond)).toMatchObject({ detail: { params: 'before' } })
    expect((await assistants.mountedFilesList({ limit: 100 })).data.map(({ id }) => id)).toContain(two.id)
    expect(await assistants.unmountFiles({ assistant_id, file_id: one.id })).toMatchObject({
      id: one.id,
      deleted: true,
    })
    expect((await assistants.query({ assistant_id })).file_ids).toEqual([two.id])
    expect(await failureOf(assistants.unmountFiles({ assistant_id, file_id: one.id }))).toBeInstanceOf(
      AppBuilderServerError,
    )
    expect(await failureOf(assistants.mountFiles({ assistant_id, file_id: 'file-1' }))).toBeInstanceOf(
      AppBuilderServerError,
    )
  })
})

describe('the files of a message', () => {
  it('come with it, are listed, and are replaced with its words or without', async () => {
    const { threads } = face.client
    const [one, two] = [await upload('one.txt'), await upload('two.txt')]
    const { id: thread_id } = await threads.create()
    const message = await threads.messages.create({ thread_id, content: 'see', file_ids: [one.id] })
    expect(message.file_ids).toEqual([one.id])
    const at = { thread_id, message_id: message.id }
    const listed = await threads.messages.files(at)
    expect(listed.data).toEqual([
      { id: one.id, object: 'thread.message.file', message_id: message.id, created_at: message.created_at },
    ])
    const changed = await threads.messages.update({ ...at, content: null, file_ids: [two.id] })
    expect(changed).toEqual({ ...message, file_ids: [two.id] })
    expect((await threads.messages.update({ ...at, content: 'other' })).file_ids).toEqual([])
    const missing = { thread_id, content: 'x', file_ids: ['file-none'] }
    expect(await failureOf(threads.messages.create(missing))).toMatchObject({
      message: expect.stringContaining('file-none') as string,
    })
  })
})
