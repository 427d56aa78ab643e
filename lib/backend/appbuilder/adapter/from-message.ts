import type * as z from 'zod'
import type { messageSchema } from '@/lib/appbuilder/thread'
import type { CreateMessageBody, Message } from '@/lib/protocol/message'
import { secondsOf } from './from-assistant'
import { idOf, unsupported, refuseAll } from './refusal'

/** A message of the remote: what it says is complete, for unfinished ones are not listed there. */
export function fromMessage(message: z.output<typeof messageSchema>): Message {
  const seconds = secondsOf(message.created_at)
  return {
    id: idOf(message),
    object: 'thread.message',
    created_at: seconds,
    thread_id: message.thread_id,
    status: 'completed',
    incomplete_details: null,
    completed_at: seconds,
    incomplete_at: null,
    role: message.role,
    content: message.content.map(({ text: { value } }) => ({ type: 'text', text: { value, annotations: [] } })),
    assistant_id: message.assistant_id || null,
    run_id: message.run_id || null,
    attachments: message.file_ids.map((file_id) => ({ file_id })),
    metadata: {},
  }
}

/** The words and files of a new message; AppBuilder's messages have nothing else. */
export function toMessage(body: CreateMessageBody) {
  refuseAll(body, { metadata: [] })
  const parts = typeof body.content === 'string' ? [{ type: 'text' as const, text: body.content }] : body.content
  const words = parts.map((part) => {
    if (part.type !== 'text') throw unsupported('pictures in messages', 'content')
    return part.text
  })
  const file_ids = (body.attachments ?? []).map(({ file_id }) => file_id)
  return { role: body.role, content: words.join('\n\n'), file_ids }
}
