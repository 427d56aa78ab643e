// Threads that are kept no longer go with all that only they have; what is protected, used or underway stays.
import { expect, it } from 'vitest'
import type { StoredFile } from '@/lib/protocol/file'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createTapes } from './testing/tapes'

const DAY_MS = 86_400_000

async function upload(wire: TestBackend, filename: string) {
  const form = new FormData()
  form.append('purpose', 'assistants')
  form.append('file', new File(['a,b\n'], filename))
  const answer = await wire.backend(new Request('http://playground.test/v1/files', { method: 'POST', body: form }))
  return ((await answer.json()) as StoredFile).id
}

const label = (wire: TestBackend, id: string) =>
  wire.backend(
    new Request('http://playground.test/api/connections/embedded/labels', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'thread', ids: [id], add: ['Keep'], remove: [] }),
    }),
  )

it('deletes what is old, with the files that nothing else names, and says before what that is', async () => {
  let now = Date.UTC(2026, 0, 1)
  const wire = await startEmbedded(createTapes().models, {
    clock: () => now,
    keepThreads: { days: 30, label: 'keep' },
  })
  try {
    const [own, shared] = [await upload(wire, 'own.csv'), await upload(wire, 'shared.csv')]
    const withFiles = (...ids: string[]) =>
      wire.thread({
        messages: [{ role: 'user', content: 'Sum', attachments: ids.map((file_id) => ({ file_id })) }],
      })
    const old = await withFiles(own, shared)
    const kept = await withFiles()
    expect((await label(wire, kept.id)).status).toBe(200)
    now += 31 * DAY_MS
    const fresh = await withFiles(shared)

    const pass = (isDry: boolean) => wire.oldThreads?.pass({ isDry })
    expect(await pass(true)).toEqual({ threads: 1, runs: 0, files: 1 })
    const status = async (path: string) => (await wire.backend(new Request(`http://playground.test/v1${path}`))).status
    expect(await status(`/threads/${old.id}`)).toBe(200)

    expect(await pass(false)).toEqual({ threads: 1, runs: 0, files: 1 })
    expect(await status(`/threads/${old.id}`)).toBe(404)
    expect(await status(`/files/${own}`)).toBe(404)
    expect(await status(`/files/${shared}`)).toBe(200)
    expect(await status(`/threads/${kept.id}`)).toBe(200)
    expect(await status(`/threads/${fresh.id}`)).toBe(200)
    expect(await pass(false)).toEqual({ threads: 0, runs: 0, files: 0 })
  } finally {
    await wire.close()
  }
})
