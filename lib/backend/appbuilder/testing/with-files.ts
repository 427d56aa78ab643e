// A connection that also keeps files, in memory: what the face passes on, and the adapter gets back through it.
import { randomUUID } from 'node:crypto'
import { notFound } from '@/lib/protocol/error'
import type { StoredFile } from '@/lib/protocol/file'
import { toList, type List } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { Backend } from '../../backend'

const filePath = /^\/api\/c\/[^/]+\/v1\/files(?:\/([^/]+))?(\/content)?$/
const messagePath = /^\/(?:api\/c|api\/connections)\/[^/]+\/(?:v1\/)?threads\/[^/]+\/messages(?:\/|$)/

export function withFiles(backend: Backend): Backend {
  const shelf = createShelf()
  const messages = withAttachments(backend)
  return async (request) => {
    const { pathname } = new URL(request.url)
    const asked = filePath.exec(pathname)
    if (!asked) return messagePath.test(pathname) ? messages(request) : backend(request)
    const [, id, content] = asked
    if (id === undefined) return request.method === 'POST' ? shelf.upload(await request.formData()) : shelf.list()
    return shelf.of(id, { method: request.method, isContent: content !== undefined })
  }
}

function createShelf() {
  const kept = new Map<string, { readonly file: StoredFile; readonly bytes: Blob }>()
  return {
    upload(form: FormData): Response {
      const bytes = form.get('file')
      if (!(bytes instanceof File)) throw new Error('The form has no file.')
      const file: StoredFile = {
        id: `file-${randomUUID()}`,
        object: 'file',
        bytes: bytes.size,
        created_at: Math.floor(Date.now() / 1000),
        filename: bytes.name,
        purpose: String(form.get('purpose')),
        status: 'processed',
      }
      kept.set(file.id, { file, bytes })
      return Response.json(file)
    },

    list(): Response {
      const newestFirst = [...kept.values()].map(({ file }) => file).toReversed()
      return Response.json(toList(newestFirst, false))
    },

    of(id: string, { method, isContent }: { readonly method: string; readonly isContent: boolean }): Response {
      const found = kept.get(id)
      if (!found) return notFound('file', id).toResponse()
      if (isContent) return new Response(found.bytes, { headers: { 'content-type': 'text/plain' } })
      if (method !== 'DELETE') return Response.json(found.file)
      kept.delete(id)
      return Response.json({ id, object: 'file', deleted: true })
    },
  }
}

interface SentMessage {
  readonly attachments?: Message['attachments']
  readonly file_ids?: readonly string[]
}

/** Takes attachments off the messages on their way in, and puts them back on their way out. */
function withAttachments(backend: Backend): Backend {
  const attached = new Map<string, Message['attachments']>()
  const shown = (message: Message): Message => ({
    ...message,
    attachments: attached.get(message.id) ?? message.attachments,
  })
  return async (request) => {
    if (request.method !== 'POST') {
      const response = await backend(request)
      if (!response.ok) return response
      const value = (await response.json()) as Message | List<Message>
      return Response.json(value.object === 'list' ? { ...value, data: value.data.map(shown) } : shown(value))
    }
    const { attachments, file_ids, ...body } = (await request.json()) as SentMessage
    const response = await backend(new Request(request.url, { method: 'POST', body: JSON.stringify(body) }))
    if (!response.ok) return response
    const message = (await response.json()) as Message
    const now = attachments ?? file_ids?.map((file_id) => ({ file_id }))
    if (now) attached.set(message.id, now)
    return Response.json(shown(message))
  }
}
