// Files and vector stores on their way from one playground into another, over sockets.
import { expect, onTestFinished, test } from 'vitest'
import { askUntil } from '@/lib/backend/testing/ask-until'
import type { StoredFile } from '@/lib/protocol/file'
import type { Transfer } from '@/lib/protocol/transfer'
import type { VectorStore } from '@/lib/protocol/vector-store'
import { startServer } from '@/lib/server/testing/start-server'

async function answer<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await fetch(url, init)
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

const post = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

const until = <T>(url: string, isSo: (value: T) => boolean): Promise<T> => askUntil(() => answer<T>(url), isSo)

async function start() {
  const server = await startServer()
  onTestFinished(async () => void (await server.stop()))
  return server.url
}

test('files and vector stores move between two servers, and are found there', { timeout: 120_000 }, async () => {
  const [there, here] = [await start(), await start()]
  const form = new FormData()
  form.append('purpose', 'assistants')
  const text = 'The lighthouse keeper feeds seventeen grey pelicans.'
  form.append('file', new File([text], 'pelicans.txt'))
  const file = await answer<StoredFile>(`${there}/v1/files`, { method: 'POST', body: form })
  const attributes = { kind: 'birds' }
  const store = await answer<VectorStore>(`${there}/v1/vector_stores`, post({ name: 'Birds' }))
  await answer(`${there}/v1/vector_stores/${store.id}/files`, post({ file_id: file.id, attributes }))
  const attachments = [{ file_id: file.id, tools: [{ type: 'code_interpreter' }] }]
  const messages = [{ role: 'user', content: 'How many?', attachments }]
  const thread = await answer<{ id: string }>(`${there}/v1/threads`, post({ messages }))

  const definition = { kind: 'playground', name: 'Old', url: `${there}/v1` }
  const { id: from } = await answer<{ id: string }>(`${here}/api/settings/connections`, post(definition))
  const transfers = `${here}/api/transfers`
  const begun = await answer<Transfer>(transfers, post({ from, to: 'embedded' }))
  const isOver = ({ status }: Transfer) => status !== 'checking' && status !== 'importing'
  const checked = await until<Transfer>(`${transfers}/${begun.id}`, isOver)
  expect(checked).toMatchObject({ status: 'checked', checked: { file_bytes: text.length } })
  await answer(`${transfers}/${begun.id}/import`, post({}))
  expect(await until<Transfer>(`${transfers}/${begun.id}`, isOver)).toMatchObject({
    status: 'done',
    imported: { file_bytes: text.length, reasons: {} },
  })

  expect(await (await fetch(`${here}/v1/files/${file.id}/content`)).text()).toBe(text)
  expect(await answer(`${here}/v1/files/${file.id}`)).toEqual(file)
  expect(await answer(`${here}/v1/threads/${thread.id}/messages`)).toMatchObject({ data: [{ attachments }] })
  await until<VectorStore>(`${here}/v1/vector_stores/${store.id}`, ({ status }) => status === 'completed')
  const filters = { type: 'eq', key: 'kind', value: 'birds' }
  const found = await answer(`${here}/v1/vector_stores/${store.id}/search`, post({ query: 'pelicans', filters }))
  expect(found).toMatchObject({ data: [{ file_id: file.id, attributes, content: [{ text }] }] })
})
