import type { QueryClient } from '@tanstack/react-query'
import type { Assistant, CreateAssistantBody } from '@/lib/protocol/assistant'
import type { Thread } from '@/lib/protocol/thread'
import type { Api } from './api'
import { keys } from './keys'
import { sameAssistant } from './same-assistant'

interface TemplateStart {
  readonly body: CreateAssistantBody
  readonly files?: TemplateFiles | undefined
  /** What else is done with the assistant before somebody goes to it. */
  readonly furnish: (assistant: Assistant) => Promise<unknown>
}

interface TemplateFiles {
  readonly list: readonly File[]
  /** How the assistant is given them, once they have ids. */
  readonly resourcesOf: (ids: readonly string[]) => NonNullable<CreateAssistantBody['tool_resources']>
}

/**
 * Creates an empty thread for the template, and its assistant with its files unless an earlier start has.
 */
export async function startTemplate(
  api: Api,
  client: QueryClient,
  { body, files, furnish }: TemplateStart,
): Promise<{ readonly assistant: Assistant; readonly thread: Thread }> {
  const assistant = (await sameAssistant(api, body)) ?? (await createWithFiles(api, body, files))
  await furnish(assistant)
  const thread = await api.threads.create()
  client.setQueryData(keys.assistant(api.connection, assistant.id), assistant)
  await Promise.all([
    client.invalidateQueries({ queryKey: keys.assistantLists(api.connection) }),
    client.invalidateQueries({ queryKey: keys.threadLists(api.connection) }),
  ])
  return { assistant, thread }
}

async function createWithFiles(api: Api, body: CreateAssistantBody, files: TemplateFiles | undefined) {
  if (!files) return api.assistants.create(body)
  const uploaded = await Promise.all(files.list.map((file) => api.files.upload(file)))
  return api.assistants.create({ ...body, tool_resources: files.resourcesOf(uploaded.map(({ id }) => id)) })
}
