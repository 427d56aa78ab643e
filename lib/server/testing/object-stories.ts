// What clients do to objects beside running: make, change and remove them, through both wires.
import type { Assistant } from '@/lib/protocol/assistant'
import type { Message } from '@/lib/protocol/message'
import type { Thread } from '@/lib/protocol/thread'
import type { Acknowledged } from './acknowledged'
import type { HttpClient } from './http-client'

interface ObjectStoryOptions {
  readonly http: HttpClient
  readonly told: Acknowledged
}

/** Near the most that a message's text may have. */
const LONG_TEXT = 'All work and no play. '.repeat(11_000)

/** A change is in doubt from the moment it is asked for until it is acknowledged. */
async function change({ http, told }: ObjectStoryOptions, path: string, body: object) {
  told.doubt(path)
  told.object(path, await http.post<object>(path, body))
}

async function remove({ http, told }: ObjectStoryOptions, path: string) {
  told.doubt(path)
  await http.remove(path)
  told.object(path, undefined)
}

export async function changeAssistants(options: ObjectStoryOptions) {
  const { http, told } = options
  const [kept, gone] = await Promise.all(
    ['Kept', 'Gone'].map((name) => http.post<Assistant>('/v1/assistants', { model: 'scripted', name })),
  )
  if (!kept || !gone) throw new Error('Two assistants were asked for.')
  told.object(`/v1/assistants/${kept.id}`, kept)
  await change(options, `/v1/assistants/${kept.id}`, { instructions: 'Be brief.', metadata: { changed: 'yes' } })
  await remove(options, `/v1/assistants/${gone.id}`)
}

export async function changeThreads(options: ObjectStoryOptions) {
  const { http, told } = options
  const thread = await http.post<Thread>('/v1/threads', { messages: [{ role: 'user', content: LONG_TEXT }] })
  const path = `/v1/threads/${thread.id}`
  told.object(path, thread)
  await change(options, path, { metadata: { topic: 'work' } })
  const message = await http.post<Message>(`${path}/messages`, { role: 'user', content: 'Take this back.' })
  told.object(`${path}/messages/${message.id}`, message)
  await change(options, `${path}/messages/${message.id}`, { metadata: { read: 'yes' } })
  await remove(options, `${path}/messages/${message.id}`)
  const other = await http.post<Thread>('/v1/threads')
  await remove(options, `/v1/threads/${other.id}`)
}

/** AppBuilder's wire: what it says it has made is there on the other wire. */
export async function speakAppBuilder({ http, told }: ObjectStoryOptions) {
  const { id } = await http.post<{ id: string }>('/v2/threads', { messages: [{ role: 'user', content: '你好' }] })
  const body = { thread_id: id, role: 'user', content: '再见' }
  const message = await http.post<{ id: string }>('/v2/threads/messages', body)
  const path = `/v1/threads/${id}/messages/${message.id}`
  told.object(path, await http.get<Message>(path))
}
