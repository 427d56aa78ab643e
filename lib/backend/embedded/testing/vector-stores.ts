// Vector stores as tests fill them.
import type { StoredFile } from '@/lib/protocol/file'
import { readFrames } from '@/lib/protocol/sse'
import type { CreateVectorStoreBody, StoreSearchPage, VectorStore } from '@/lib/protocol/vector-store'
import type { TestBackend } from './embedded'

const BASE = 'http://playground.test'

export async function uploadText(
  { backend }: Pick<TestBackend, 'backend'>,
  name: string,
  text: string,
): Promise<string> {
  const form = new FormData()
  form.set('purpose', 'assistants')
  form.set('file', new File([text], name))
  const response = await backend(new Request(`${BASE}/v1/files`, { method: 'POST', body: form }))
  if (!response.ok) throw new Error(await response.text())
  return ((await response.json()) as StoredFile).id
}

/** The store once nothing of it is being indexed. */
export async function indexed({ backend, call }: TestBackend, id: string): Promise<VectorStore> {
  const changes = await backend(new Request(`${BASE}/api/connections/embedded/changes`))
  if (!changes.body) throw new Error('There is no stream of changes.')
  for await (const _ of readFrames(changes.body)) {
    const store = await call<VectorStore>('GET', `/vector_stores/${id}`)
    if (store.file_counts.in_progress === 0) return store
  }
  throw new Error('The stream of changes has ended.')
}

/** A store of files with these texts, by their names. */
export async function storeOf(
  wire: TestBackend,
  texts: Readonly<Record<string, string>>,
  body: CreateVectorStoreBody = {},
) {
  const file_ids: string[] = []
  for (const [name, text] of Object.entries(texts)) file_ids.push(await uploadText(wire, name, text))
  const made = await wire.call<VectorStore>('POST', '/vector_stores', { ...body, file_ids })
  return { made, store: await indexed(wire, made.id), file_ids }
}

/** What a search finds: names and texts. */
export async function found({ call }: Pick<TestBackend, 'call'>, storeId: string, body: object) {
  const page = await call<StoreSearchPage>('POST', `/vector_stores/${storeId}/search`, body)
  return page.data.map(({ filename, content }) => [filename, content.map(({ text }) => text).join('')])
}
