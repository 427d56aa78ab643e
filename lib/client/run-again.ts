import type { CreateMessageBody, Message } from '@/lib/protocol/message'
import type { ShownMessage } from '@/lib/protocol/playground'
import type { CreateRunBody, Run } from '@/lib/protocol/run'
import { MAX_NEW_MESSAGES } from '@/lib/protocol/limits'
import { messagesBefore } from '@/lib/run/messages-before'
import type { Api } from './api'

const PAGE = 100

/**
 * Starts a run on the messages that an earlier one had. Where nothing was said since, it runs in the same thread;
 * otherwise in a new one, into which they are copied. Throws ApiError.
 */
export async function runAgain(api: Api, run: Run, body: CreateRunBody): Promise<Run> {
  const { data } = await api.messages.list(run.thread_id, { limit: 1 })
  const isLast = data.every(({ role, created_at }) => role === 'user' && created_at <= run.created_at)
  return api.runs.create(isLast ? run.thread_id : await copyOf(api, run), body)
}

/** The id of a new thread that has what stood in a run's thread when it was made. */
async function copyOf(api: Api, run: Run): Promise<string> {
  const before = messagesBefore(await allMessages(api, run.thread_id), run)
  const bodies: CreateMessageBody[] = []
  for (const message of before) bodies.push(toBody(await wholeOf(api, message)))
  const { id } = await api.threads.create({ messages: bodies.slice(0, MAX_NEW_MESSAGES) })
  for (const body of bodies.slice(MAX_NEW_MESSAGES)) await api.messages.create(id, body)
  return id
}

async function allMessages(api: Api, thread: string): Promise<readonly ShownMessage[]> {
  const all: ShownMessage[] = []
  for (let after: string | undefined; ;) {
    const page = await api.messages.list(thread, { limit: PAGE, after })
    all.push(...page.data)
    if (!page.has_more || page.last_id === after) return all
    after = page.last_id
  }
}

/** Pages read texts cut and pictures by their address; what is copied is to be as it was sent. */
const wholeOf = (api: Api, message: ShownMessage): Message | Promise<Message> =>
  message.whole_length !== undefined || message.content.some(({ type }) => type === 'image_url')
    ? api.messages.raw(message.thread_id, message.id)
    : message

/** A refusal is told as text: no request may bring one. An answer that broke off before its first word says nothing. */
function toBody({ role, content, attachments, metadata }: Message): CreateMessageBody {
  const parts = content.map((part) => {
    if (part.type === 'text') return { type: 'text' as const, text: part.text.value }
    return part.type === 'refusal' ? { type: 'text' as const, text: part.refusal } : part
  })
  const said = parts.filter((part) => part.type !== 'text' || part.text !== '')
  return { role, content: said.length > 0 ? said : '…', attachments, metadata }
}
