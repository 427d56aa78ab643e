import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { StoredFile } from '@/lib/protocol/file'
import type { StoreSearchPage, VectorStore } from '@/lib/protocol/vector-store'
import { newFolder } from '@/lib/backend/store/testing/folder-with-tables'
import { openRaw } from './testing/raw-connection'
import { startServer, type RunningServer } from './testing/start-server'

const MEGABYTE = 1024 * 1024
const SIZE = 96 * MEGABYTE
/** What a server of ours may need on top while a file passes. */
const ROOM = 64 * MEGABYTE

const piece = new Uint8Array(MEGABYTE).fill(7)
const HEAD = '--b\r\ncontent-disposition: form-data; name="file"; filename="large.bin"\r\n\r\n'
const TAIL = '\r\n--b\r\ncontent-disposition: form-data; name="purpose"\r\n\r\nassistants\r\n--b--\r\n'
const FORM = 'multipart/form-data; boundary=b'

/** A form with a file of that size, made while it is sent. */
function largeForm() {
  const encoder = new TextEncoder()
  let left = SIZE
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(HEAD)),
    pull(controller) {
      if (left > 0) controller.enqueue(piece)
      else {
        controller.enqueue(encoder.encode(TAIL))
        controller.close()
      }
      left -= MEGABYTE
    },
  })
}

/** The most memory that the process had since it was asked last. */
async function peakOf({ pid }: RunningServer) {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? []
  await writeFile(`/proc/${pid}/clear_refs`, '5')
  return Number(kilobytes) * 1024
}

async function passThrough(url: string) {
  const body = { method: 'POST', body: largeForm(), headers: { 'content-type': FORM }, duplex: 'half' }
  const sent = await fetch(`${url}/files`, body as RequestInit)
  const file = (await sent.json()) as StoredFile
  expect(file).toMatchObject({ bytes: SIZE, filename: 'large.bin' })
  const content = await fetch(`${url}/files/${file.id}/content`)
  let bytes = 0
  for await (const chunk of content.body as unknown as AsyncIterable<Uint8Array>) bytes += chunk.length
  expect(bytes).toBe(SIZE)
  expect((await fetch(`${url}/files/${file.id}`, { method: 'DELETE' })).status).toBe(200)
}

it.runIf(process.platform === 'linux')('lets files pass in both directions without holding them', async () => {
  // A body of another kind could not be so large.
  const server = await startServer({ pages: true, env: { MAX_BODY_BYTES: String(MEGABYTE) } })
  onTestFinished(async () => void (await server.stop()))
  for (const path of ['/v1', '/api/c/embedded/v1']) {
    await peakOf(server)
    const before = await peakOf(server)
    await passThrough(`${server.url}${path}`)
    expect((await peakOf(server)) - before).toBeLessThan(ROOM)
  }
  expect(await readdir(join(server.dataDir, 'blobs', 'embedded'))).toEqual([])
})

const LINES = 12_000
const DOCUMENT = `${Array.from({ length: LINES }, (_, line) => `Line ${line} of ${(line * 7_919) % 9_973} many words to be found.`).join('\n')}\nlastword`

async function uploadDocument(url: string): Promise<string> {
  const form = new FormData()
  form.set('purpose', 'assistants')
  form.set('file', new File([DOCUMENT], 'document.txt'))
  return ((await (await fetch(`${url}/v1/files`, { method: 'POST', body: form })).json()) as StoredFile).id
}

const post = async <T>(address: string, body: object): Promise<T> => {
  const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  return (await (await fetch(address, init)).json()) as T
}

const storeOf = async (url: string, fileId: string) =>
  (await post<VectorStore>(`${url}/v1/vector_stores`, { file_ids: [fileId] })).id

const storeIn = async (url: string, id: string) =>
  (await (await fetch(`${url}/v1/vector_stores/${id}`)).json()) as VectorStore
const statusOf = async (url: string, id: string) => (await storeIn(url, id)).status
const sizeOf = async (url: string, id: string) => (await storeIn(url, id)).usage_bytes

const foundIn = async (url: string, id: string, query: string) =>
  (await post<StoreSearchPage>(`${url}/v1/vector_stores/${id}/search`, { query })).data

it('keeps nothing of an upload that ended with its client, or with the server, and all of what was stored', async () => {
  const dataDir = await newFolder()
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const names = () => readdir(join(dataDir, 'blobs', 'embedded')).catch(() => [])
  const begin = async ({ url }: RunningServer) => {
    const client = await openRaw(url)
    const head = ['POST /v1/files HTTP/1.1', 'host: localhost', `content-type: ${FORM}`, 'content-length: 9999999']
    client.send(`${head.join('\r\n')}\r\n\r\n${HEAD}${'x'.repeat(200_000)}`)
    await expect.poll(names).toContainEqual(expect.stringMatching(/\.part$/))
    return client
  }
  const first = await startServer({ dataDir })
  const store = await storeOf(first.url, await uploadDocument(first.url))
  expect(await statusOf(first.url, store)).toBe('in_progress')
  await (await begin(first)).breakOff()
  await expect.poll(names).toHaveLength(1)
  const client = await begin(first)
  await first.kill('SIGKILL')
  await client.breakOff()
  expect(await names()).toHaveLength(2)
  const second = await startServer({ dataDir })
  onTestFinished(async () => void (await second.stop()))
  expect(await names()).toHaveLength(1)
  // What was being indexed is begun again, and is found whole and once.
  const again = await storeOf(second.url, await uploadDocument(second.url))
  for (const id of [store, again]) {
    await expect.poll(() => statusOf(second.url, id), { timeout: 60_000 }).toBe('completed')
  }
  const [one, other] = await Promise.all([store, again].map((id) => sizeOf(second.url, id)))
  expect(one).toBe(other)
  expect(await foundIn(second.url, store, 'lastword')).toHaveLength(1)
  expect(second.output()).not.toMatch(/error/i)
})
