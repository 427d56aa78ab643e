// What the pages ask of files beside the wire: where they are used, and that they change.
import { expect, it } from 'vitest'
import { xlsxOf } from '@/lib/backend/parsing/testing/office-files'
import { fileReasonIn } from '@/lib/run/file-reasons'
import type { FileText, FileUses, StoredFile } from '@/lib/protocol/file'
import type { Change } from '@/lib/protocol/playground'
import { readFrames } from '@/lib/protocol/sse'
import type { VectorStore } from '@/lib/protocol/vector-store'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createTapes } from './testing/tapes'

const OWN = 'http://playground.test/api/connections/embedded'

async function upload(wire: TestBackend, filename: string, content: BlobPart = 'a,b\n') {
  const form = new FormData()
  form.append('purpose', 'assistants')
  form.append('file', new File([content], filename))
  const answer = await wire.backend(new Request('http://playground.test/v1/files', { method: 'POST', body: form }))
  return (await answer.json()) as StoredFile
}

async function usesOf(wire: TestBackend, ...ids: string[]) {
  const answer = await wire.backend(new Request(`${OWN}/file-uses?ids=${ids.join(',')}`))
  return (await answer.json()) as FileUses
}

it('tells which messages have a file, by the names of their threads, and of others nothing', async () => {
  const wire = await startEmbedded(createTapes().models)
  try {
    const [used, unused] = [await upload(wire, 'used.csv'), await upload(wire, 'unused.csv')]
    const { id: thread_id } = await wire.thread({
      messages: [{ role: 'user', content: 'Sum this up', attachments: [{ file_id: used.id }] }],
    })
    const uses = await usesOf(wire, used.id, unused.id)
    expect(uses).toMatchObject({
      data: [{ file_id: used.id, kind: 'message', thread_id, name: 'Sum this up' }],
      has_more: false,
    })
    expect(await usesOf(wire, unused.id)).toEqual({ data: [], has_more: false })
    const store = await wire.call<VectorStore>('POST', '/vector_stores', { name: 'Tables', file_ids: [unused.id] })
    expect(await usesOf(wire, unused.id)).toEqual({
      data: [{ file_id: unused.id, kind: 'vector_store', id: store.id, thread_id: null, name: 'Tables' }],
      has_more: false,
    })
    const placeOf = async (id: string) => (await wire.backend(new Request(`${OWN}/places/${id}`))).json()
    expect(await placeOf(store.id)).toMatchObject({ kind: 'vector_store', id: store.id })
    expect(await placeOf(unused.id)).toMatchObject({ kind: 'file', is_stored: true })
  } finally {
    await wire.close()
  }
})

it('tells of files that come and go', async () => {
  const wire = await startEmbedded(createTapes().models)
  try {
    const stream = await wire.backend(new Request(`${OWN}/changes`))
    const frames = readFrames(stream.body!)[Symbol.asyncIterator]()
    const next = async () => {
      for (let frame = await frames.next(); !frame.done; frame = await frames.next()) {
        if (frame.value.event === 'change') return JSON.parse(frame.value.data) as Change
      }
      throw new Error('The stream has ended.')
    }
    const { id } = await upload(wire, 'a.csv')
    expect(await next()).toMatchObject({ kind: 'file', verb: 'put', id })
    await wire.call('DELETE', `/files/${id}`)
    expect(await next()).toMatchObject({ kind: 'file', verb: 'deleted', id })
    await frames.return?.(undefined)
  } finally {
    await wire.close()
  }
})

it('tells the text of a document page by page, and of what is none why not', async () => {
  const wire = await startEmbedded(createTapes().models)
  try {
    const textOf = async (id: string, from = 0) => {
      const answer = await wire.backend(new Request(`${OWN}/files/${id}/text?from=${from}`))
      return { status: answer.status, body: (await answer.json()) as FileText }
    }
    const rows = '<row><c r="A1" t="s"><v>0</v></c><c r="B1"><v>4</v></c></row>'
    const sheet = await upload(wire, 'prices.xlsx', Uint8Array.from(await xlsxOf(rows)))
    expect(await textOf(sheet.id)).toEqual({
      status: 200,
      body: {
        pages: [{ number: 1, text: expect.stringContaining('Prices\nItem\t4\n') as string, is_continued: false }],
        ...{ total_pages: 1, next: null },
      },
    })
    const broken = await upload(wire, 'broken.pdf', '%PDF-1.7 and nothing else')
    const { body } = await textOf(broken.id)
    expect(body).toEqual({ failure: { code: 'invalid_file', message: expect.any(String) as string } })
    expect('failure' in body && fileReasonIn(body.failure.message)?.key).toBe('damaged')
    expect((await textOf('file-nowhere')).status).toBe(404)
    expect((await textOf(sheet.id, -1)).status).toBe(400)
  } finally {
    await wire.close()
  }
})
