import type { Message } from '@/lib/protocol/message'
import type { CreatedMs } from './created-moments'

/** AppBuilder knows text only: refusals are words too, of pictures only the address can be sent. */
const wordsOf = (part: Message['content'][number]) => {
  switch (part.type) {
    case 'text':
      return part.text.value
    case 'refusal':
      return part.refusal
    case 'image_url':
      return part.image_url.url
    case 'image_file':
      return part.image_file.file_id
    default:
      return part satisfies never
  }
}

export const toContent = (value: string) => ({ type: 'text', text: { value, annotations: [] } })

/** What it says, as one text. */
export const textOf = ({ content }: Message) => content.map(wordsOf).join('')

export const fileIdsOf = ({ attachments }: Message) => (attachments ?? []).map(({ file_id }) => file_id)

export const toMessage = (message: Message, createdMs: CreatedMs) => ({
  id: message.id,
  object: 'thread.message',
  role: message.role,
  content: message.content.map((part) => toContent(wordsOf(part))),
  created_at: createdMs(message),
  thread_id: message.thread_id,
  assistant_id: message.assistant_id ?? '',
  run_id: message.run_id ?? '',
  file_ids: fileIdsOf(message),
})

/** Answers name a run's message so; the thread keeps it as `msg_`. Either name finds it. */
export const toAnswerId = (messageId: string) => messageId.replace(/^msg_/, 'chatmsg_')
export const fromAnswerId = (id: string) => id.replace(/^chatmsg_/, 'msg_')
