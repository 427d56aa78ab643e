import type { CreateMessageBody, Message } from '@/lib/protocol/message'
import type { ShownMessage } from '@/lib/protocol/playground'
import type { CreateRunBody, Run } from '@/lib/protocol/run'
import type { ToolResources } from '@/lib/protocol/tool'
import { MAX_NEW_MESSAGES } from '@/lib/protocol/limits'
import { forkMetadata } from '@/lib/run/forked-from'
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

/** A message of the thread that is to say something else. */
export interface Edit {
  readonly message: string
  readonly text: string
}

interface Fork {
  readonly body: CreateRunBody
  readonly edit?: Edit | undefined
}

/**
 * Starts a run on a copy of the thread as an earlier run found it, so that the original stays as it is. With an edit
 * the copy ends with the message that was changed: what was said after it answered something else. Throws ApiError.
 */
export async function forkRun(api: Api, run: Run, { body, edit }: Fork): Promise<Run> {
  return api.runs.create(await copyOf(api, run, edit), body)
}

/** The id of a new thread that has what stood in a run's thread when it was made. */
async function copyOf(api: Api, run: Run, edit?: Edit): Promise<string> {
  const all = messagesBefore(await allMessages(api, run.thread_id), run)
  const last = edit ? all.findIndex(({ id }) => id === edit.message) : -1
  const bodies: CreateMessageBody[] = []
  for (const message of last < 0 ? all : all.slice(0, last + 1)) {
    const whole = await wholeOf(api, message)
    bodies.push(toBody(edit?.message === message.id ? withText(whole, edit.text) : whole))
  }
  const resources = await resourcesFor(api, run.thread_id, bodies)
  const origin = { thread_id: run.thread_id, run_id: run.id, message_id: edit?.message ?? null }
  const { id } = await api.threads.create({
    messages: bodies.slice(0, MAX_NEW_MESSAGES),
    ...(Object.keys(resources).length > 0 && { tool_resources: resources }),
    metadata: forkMetadata(origin),
  })
  for (const body of bodies.slice(MAX_NEW_MESSAGES)) await api.messages.create(id, body)
  return id
}

/** The same message with another text, before its pictures. */
const withText = (message: Message, value: string): Message => ({
  ...message,
  content: [
    { type: 'text', text: { value, annotations: [] } },
    ...message.content.filter(({ type }) => type !== 'text' && type !== 'refusal'),
  ],
})

/**
 * What the thread has for tools beside the files of its messages. Its store is named only where no message brings a
 * file for the search: that would be added to it, and it is the original's; the copy then gets a store of its own.
 */
async function resourcesFor(api: Api, thread: string, messages: readonly CreateMessageBody[]): Promise<ToolResources> {
  const { code_interpreter, file_search } = (await api.threads.raw(thread)).tool_resources ?? {}
  const isSearched = messages.some(({ attachments }) =>
    attachments?.some(({ tools }) => tools?.some(({ type }) => type === 'file_search')),
  )
  return {
    ...(code_interpreter && { code_interpreter }),
    ...(file_search?.vector_store_ids?.length && !isSearched && { file_search }),
  }
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
