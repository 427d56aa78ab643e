import { expect, it } from 'vitest'
import type { uploadFile } from '@/lib/client/upload-file'
import type { StoredFile } from '@/lib/protocol/file'
import { createUploads } from './upload-queue'
import { createUploadStore } from './upload-store'

type Sent = Parameters<typeof uploadFile>[0] & { answer: (file: StoredFile) => void; fail: (error: Error) => void }

function setUp() {
  const store = createUploadStore()
  const page = new EventTarget()
  const sent: Sent[] = []
  let number = 0
  const uploads = createUploads({
    store,
    page,
    newKey: () => `key-${++number}`,
    send: (options) =>
      new Promise((answer, fail) => {
        sent.push({ ...options, answer, fail })
        options.signal.addEventListener('abort', () => fail(new Error('aborted')))
      }),
  })
  const stored: string[] = []
  const begin = (...names: string[]) =>
    uploads.begin(
      names.map((name) => ({
        ...{ place: 'here', address: '/files', file: new File(['x'], name), purpose: 'assistants' },
        onStored: ({ id }) => stored.push(id),
      })),
    )
  const states = () => store.getState().uploads.map(({ name, state }) => `${name} ${state}`)
  const isHeld = () => !page.dispatchEvent(new Event('beforeunload', { cancelable: true }))
  return { ...uploads, begin, sent, stored, states, isHeld, store }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))
const file = (id: string) => ({ id }) as StoredFile

it('sends three at a time, in their order, and holds the page while any is underway', async () => {
  const { begin, sent, states, stored, isHeld } = setUp()
  expect(isHeld()).toBe(false)
  begin('a', 'b', 'c', 'd')
  expect(states()).toEqual(['a sending', 'b sending', 'c sending', 'd waiting'])
  expect(isHeld()).toBe(true)
  sent[1]?.answer(file('file-b'))
  await settled()
  expect(states()).toEqual(['a sending', 'b stored', 'c sending', 'd sending'])
  expect(stored).toEqual(['file-b'])
  for (const each of sent) each.answer(file('file-x'))
  await settled()
  expect(isHeld()).toBe(false)
})

it('tries again with the same key what was refused, and tells how far it is', async () => {
  const { begin, retry, sent, states, store } = setUp()
  begin('a')
  sent[0]?.onProgress(5, 10)
  expect(store.getState().uploads[0]?.sent).toBe(0.5)
  sent[0]?.fail(new Error('Too large.'))
  await settled()
  expect(states()).toEqual(['a failed'])
  retry(['key-1'])
  expect(sent.map(({ key }) => key)).toEqual(['key-1', 'key-1'])
  expect(states()).toEqual(['a sending'])
})

it('cancels what is underway, forgets it, and goes on with what waits', async () => {
  const { begin, remove, sent, states } = setUp()
  begin('a', 'b', 'c', 'd')
  remove(['key-1'])
  expect(sent[0]?.signal.aborted).toBe(true)
  await settled()
  expect(states()).toEqual(['b sending', 'c sending', 'd sending'])
})
