import type { ContentPart, CreateMessageBody, Message } from '@/lib/protocol/message'

interface Birth {
  readonly id: string
  readonly threadId: string
  readonly seconds: number
}

/** A message as a request brings it: complete from the start. A string becomes one text part. */
export const newMessage = (body: CreateMessageBody, { id, threadId, seconds }: Birth): Message => ({
  id,
  object: 'thread.message',
  created_at: seconds,
  thread_id: threadId,
  status: 'completed',
  incomplete_details: null,
  completed_at: seconds,
  incomplete_at: null,
  role: body.role,
  content: typeof body.content === 'string' ? [textPart(body.content)] : body.content.map(toPart),
  assistant_id: null,
  run_id: null,
  attachments: body.attachments ?? [],
  metadata: body.metadata ?? {},
})

const textPart = (value: string): ContentPart => ({ type: 'text', text: { value, annotations: [] } })

/** Requests write text as a plain string, answers as a value with annotations. */
const toPart = (part: Exclude<CreateMessageBody['content'], string>[number]): ContentPart =>
  part.type === 'text' ? textPart(part.text) : part
