import { readdir } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StoredFile } from '@/lib/protocol/file'
import type { List } from '@/lib/protocol/list'
import { createBlobs } from '@/lib/backend/blobs/blobs'
import { validateAnswer, validateError } from '@/lib/backend/testing/oracle'
import { blobsIn, startEmbedded, type TestBackend } from './testing/embedded'
import { createTapes } from './testing/tapes'

const tapes = createTapes()
let now = 1_700_000_000_000
let wire: TestBackend
beforeEach(async () => {
  now = 1_700_000_000_000
  wire = await startEmbedded(tapes.models, { maxBodyBytes: 65_536, maxFileBytes: 1_048_576, clock: () => now })
})
afterEach(async () => {
  expect(wire.reports).toEqual([])
  await wire.close()
})

const names = () => readdir(blobsIn(wire.folder)).catch(() => [])
const url = (path: string) => `http://playground.test/v1${path}`

type Part = readonly [name: string, value: string | Blob, filename?: string]

function formOf(parts: readonly Part[]) {
  const form = new FormData()
  for (const [name, value, filename] of parts) {
    if (typeof value === 'string') form.append(name, value)
    else form.append(name, value, filename)
  }
  return form
}

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  wire.backend(new Request(url('/files'), { method: 'POST', body, headers, duplex: 'half' } as RequestInit))

async function upload(bytes: string | Uint8Array<ArrayBuffer>, filename = 'a.txt', purpose = 'assistants') {
  const response = await post(
    formOf([
      ['file', new Blob([bytes]), filename],
      ['purpose', purpose],
    ]),
  )
  const file = (await response.json()) as StoredFile
  expect(response.status).toBe(200)
  validateAnswer('POST', '/files', file)
  return file
}

async function refusalOf(response: Response) {
  const value = (await response.json()) as { error: object }
  validateError(value)
  return { status: response.status, ...value.error }
}

const content = (id: string, headers: Record<string, string> = {}, method = 'GET') =>
  wire.backend(new Request(url(`/files/${id}/content`), { method, headers }))

async function statusOf(response: Promise<Response>) {
  const { status, body } = await response
  await body?.cancel()
  return status
}

describe('files', () => {
  it('are uploaded, listed, read and deleted', async () => {
    const one = await upload('内容', '说明 "1".txt')
    expect(one).toEqual({
      id: expect.stringMatching(/^file-\w{24}$/) as string,
      object: 'file',
      bytes: 6,
      created_at: 1_700_000_000,
      filename: '说明 "1".txt',
      purpose: 'assistants',
      status: 'processed',
    })
    const two = await upload('a,b', 'b.csv', 'user_data')
    expect((await wire.call<List<StoredFile>>('GET', '/files')).data).toEqual([two, one])
    expect((await wire.call<List<StoredFile>>('GET', '/files?order=asc&limit=1')).data).toEqual([one])
    expect((await wire.call<List<StoredFile>>('GET', `/files?after=${two.id}`)).data).toEqual([one])
    expect((await wire.call<List<StoredFile>>('GET', '/files?purpose=user_data')).data).toEqual([two])
    expect(await wire.refusal('GET', '/files?limit=10001')).toMatchObject({ status: 400, param: 'limit' })
    expect(await wire.call('GET', `/files/${one.id}`)).toEqual(one)
    expect(await (await content(one.id)).text()).toBe('内容')
    expect(await wire.call('DELETE', `/files/${one.id}`)).toEqual({ id: one.id, object: 'file', deleted: true })
    for (const path of ['', '/content'])
      expect(await wire.refusal('GET', `/files/${one.id}${path}`)).toMatchObject({
        status: 404,
        message: `No file found with id '${one.id}'.`,
      })
    expect(await wire.refusal('DELETE', `/files/${one.id}`)).toMatchObject({ status: 404 })
    expect(await names()).toEqual([two.id])
  })

  it('are uploaded with their fields in any order, by clients that name them in either way', async () => {
    const first = await post(
      formOf([
        ['purpose', 'vision'],
        ['file', new Blob(['x']), 'a.png'],
      ]),
    )
    expect(await first.json()).toMatchObject({ purpose: 'vision', filename: 'a.png' })
    const lines = [
      '--b',
      `content-disposition: form-data; name="file"; filename="fallback.txt"; filename*=UTF-8''%E4%BD%A0%20b.txt`,
      'content-type: text/plain',
      '',
      'hello',
      '--b',
      'content-disposition: form-data; name="purpose"',
      '',
      'assistants',
      '--b--',
      '',
    ]
    const bytes = new TextEncoder().encode(lines.join('\r\n'))
    // In pieces of a byte, without a length.
    const body = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]))
        controller.close()
      },
    })
    const second = await post(body, { 'content-type': 'multipart/form-data; boundary=b' })
    expect(await second.json()).toMatchObject({ filename: '你 b.txt', bytes: 5, purpose: 'assistants' })
  })

  it('may be larger than other bodies, and not larger than files may be', async () => {
    expect(await upload('x'.repeat(1_048_576))).toMatchObject({ bytes: 1_048_576 })
    const large = formOf([
      ['purpose', 'assistants'],
      ['file', new Blob(['x'.repeat(1_048_577)]), 'a.txt'],
    ])
    const refusal = { status: 413, code: 'file_too_large', message: expect.stringContaining('up to 1 MB') as string }
    expect(await refusalOf(await post(large))).toMatchObject(refusal)
    const told = { 'content-type': 'multipart/form-data; boundary=b', 'content-length': '3000000' }
    expect(await refusalOf(await post('--b', told))).toMatchObject(refusal)
    expect(await names()).toHaveLength(1)
  })

  const file = ['file', new Blob(['x']), 'a.txt'] as const
  it.each<[string, readonly Part[], object]>([
    ['without a file', [['purpose', 'vision']], { param: 'file', code: 'missing_required_parameter' }],
    ['without a purpose', [file], { param: 'purpose', code: 'missing_required_parameter' }],
    ['for another purpose', [file, ['purpose', 'fun']], { param: 'purpose', code: 'invalid_value' }],
    ['for a purpose of our own', [file, ['purpose', 'assistants_output']], { code: 'invalid_value' }],
    [
      'whose file is a word',
      [
        ['file', 'x'],
        ['purpose', 'vision'],
      ],
      { param: 'file', code: 'invalid_type' },
    ],
    ['of two files', [file, file, ['purpose', 'vision']], { param: 'file' }],
    ['with an unknown field', [file, ['purpose', 'vision'], ['a', 'b']], { param: 'a', code: 'unknown_parameter' }],
    ['with another file', [['b', new Blob(['x']), 'b']], { param: 'b', code: 'unknown_parameter' }],
    [
      'that expires too soon',
      [file, ['purpose', 'vision'], ['expires_after[anchor]', 'created_at'], ['expires_after[seconds]', '60']],
      { param: 'expires_after.seconds', code: 'integer_below_min_value' },
    ],
    [
      'that expires at no time',
      [file, ['purpose', 'vision'], ['expires_after[seconds]', '3600']],
      { param: 'expires_after.anchor' },
    ],
    [
      'with an endless name',
      [
        ['file', new Blob(['x']), 'a'.repeat(256)],
        ['purpose', 'vision'],
      ],
      { param: 'file' },
    ],
  ])('are refused %s, and nothing stays', async (_, parts, refusal) => {
    expect(await refusalOf(await post(formOf(parts)))).toMatchObject({ status: 400, ...refusal })
    expect(await names()).toEqual([])
  })

  it('are refused in what is no form, or ends before its time', async () => {
    const type = { 'content-type': 'multipart/form-data; boundary=b' }
    const half = '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhel'
    for (const [body, headers] of [
      ['{}', { 'content-type': 'application/json' }],
      ['', type],
      [half, type],
    ] as const)
      expect(await refusalOf(await post(body, headers))).toMatchObject({ status: 400 })
    expect(await names()).toEqual([])
  })

  it('leave nothing when their sender breaks off', async () => {
    const started = new TextEncoder().encode(
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhello',
    )
    const seen: (readonly string[])[] = []
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(started),
      async pull(controller) {
        seen.push(await names())
        if (seen.at(-1)?.length) controller.error(new Error('The connection is gone.'))
        else controller.enqueue(started.slice(0, 1))
      },
    })
    expect((await post(body, { 'content-type': 'multipart/form-data; boundary=b' })).status).toBe(400)
    expect(seen.at(-1)).toEqual([expect.stringMatching(/\.part$/)])
    expect(await names()).toEqual([])
  })

  it('are uploaded once under an idempotency key, and anew under another', async () => {
    const send = async (key: string, bytes: string) => {
      const form = formOf([
        ['file', new Blob([bytes]), 'a.txt'],
        ['purpose', 'assistants'],
      ])
      return post(form, { 'idempotency-key': key })
    }
    const [one, again] = await Promise.all([send('a', 'x'), send('a', 'x')])
    const [made, repeated] = [(await one.json()) as StoredFile, (await again.json()) as StoredFile]
    expect(repeated).toEqual(made)
    expect(await names()).toEqual([made.id])
    expect(await refusalOf(await send('a', 'y'))).toMatchObject({ code: 'idempotency_key_reused' })
    expect((await send('b', 'x')).status).toBe(200)
    expect(await names()).toHaveLength(2)
    await wire.call('DELETE', `/files/${made.id}`)
    expect((await send('a', 'x')).status).toBe(404)
    expect(await names()).toHaveLength(1)
  })

  it('expire when they were told to, with their bytes', async () => {
    const form = formOf([
      ['expires_after[anchor]', 'created_at'],
      ['expires_after[seconds]', '3600'],
      ['purpose', 'user_data'],
      ['file', new Blob(['x']), 'a.txt'],
    ])
    const file = (await (await post(form)).json()) as StoredFile
    validateAnswer('POST', '/files', file)
    expect(file.expires_at).toBe(1_700_003_600)
    expect(await upload('x', 'b', 'batch')).toMatchObject({ expires_at: 1_702_592_000 })
    now += 3_599_999
    expect(await statusOf(content(file.id))).toBe(200)
    now += 1
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/content'],
      ['DELETE', ''],
    ] as const)
      expect(await wire.refusal(method, `/files/${file.id}${path}`)).toMatchObject({ status: 404 })
    expect((await wire.call<List<StoredFile>>('GET', '/files')).data).toHaveLength(1)
    wire = await wire.restart(tapes.models)
    await expect.poll(names).toHaveLength(1)
  })
})

const typeOf = async (id: string) => (await content(id, {}, 'HEAD')).headers.get('content-type')

describe('the bytes of a file', () => {
  it('come whole or in ranges, with a name to be saved under', async () => {
    const { id } = await upload('0123456789', '报告 "a".csv')
    const whole = await content(id)
    const { headers } = whole
    expect(await whole.text()).toBe('0123456789')
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-length': '10',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename="__ _a_.csv"; filename*=UTF-8''%E6%8A%A5%E5%91%8A%20%22a%22.csv`,
    })
    for (const [range, told, text] of [
      ['bytes=2-4', '2-4', '234'],
      ['bytes=7-', '7-9', '789'],
      ['bytes=-2', '8-9', '89'],
      ['bytes=0-99', '0-9', '0123456789'],
    ] as const) {
      const part = await content(id, { range })
      expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${told}/10`])
      expect([part.headers.get('content-length'), await part.text()]).toEqual([String(text.length), text])
    }
    for (const range of ['bytes=1-2,4-5', 'bytes=4-2', 'lines=1-2', 'bytes=-'])
      expect(await statusOf(content(id, { range }))).toBe(200)
    for (const range of ['bytes=10-', 'bytes=-0']) {
      const none = await content(id, { range })
      expect(none.headers.get('content-range')).toBe('bytes */10')
      expect(none.headers.get('content-disposition')).toBeNull()
      expect(await refusalOf(none)).toMatchObject({
        ...{ status: 416, code: 'range_not_satisfiable' },
        message: `The file has 10 bytes: there are none in the range '${range}'.`,
      })
    }
  })

  it('are told of without them, and not sent to who has them', async () => {
    const { id } = await upload('0123456789')
    const head = await content(id, {}, 'HEAD')
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', ''])
    const part = await content(id, { range: 'bytes=0-1' }, 'HEAD')
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 0-1/10'])
    const etag = head.headers.get('etag') ?? ''
    expect(await statusOf(content(id, { 'if-none-match': etag }))).toBe(304)
    expect(await statusOf(content(id, { 'if-range': etag, range: 'bytes=0-1' }))).toBe(206)
    expect(await statusOf(content(id, { 'if-range': '"other"', range: 'bytes=0-1' }))).toBe(200)
  })

  it('are never served as what a browser could run', async () => {
    for (const name of ['a.html', 'a.js', 'a.XML', 'a'])
      expect(await typeOf((await upload('<script>', name)).id)).not.toMatch(/ml|script/)
    // Pages may draw it, in which nothing of it runs.
    expect(await typeOf((await upload('<svg/>', 'a.svg')).id)).toBe('image/svg+xml')
    const png = await upload(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa]), 'a.html')
    expect(await typeOf(png.id)).toBe('image/png')
  })

  it('that are gone from the disk are missed in words', async () => {
    const { id } = await upload('x')
    await createBlobs(blobsIn(wire.folder)).remove(id)
    expect(await refusalOf(await content(id))).toMatchObject({ status: 404, code: 'file_content_missing' })
    expect(await wire.call('GET', `/files/${id}`)).toMatchObject({ id })
  })

  it('that no file names go at the next start', async () => {
    const { id } = await upload('x')
    await createBlobs(blobsIn(wire.folder)).write('file-lost', new Blob(['y']).stream())
    wire = await wire.restart(tapes.models)
    await expect.poll(names).toEqual([id])
  })
})
