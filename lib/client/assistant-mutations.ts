import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import type { Assistant, CreateAssistantBody, ModifyAssistantBody } from '@/lib/protocol/assistant'
import type { Api } from './api'
import { keys } from './keys'
import { sameAssistant } from './same-assistant'

interface Change {
  readonly id: string
  /**
   * What to change in the assistant as it is now; null where others changed the same, so that the reader has to choose.
   */
  readonly bodyFor: (latest: Assistant) => ModifyAssistantBody | null
}

/**
 * Creates an assistant, or changes it as it is by now. Null where nothing was saved, because the reader has to choose.
 */
export const saveAssistantMutation = (api: Api, client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: async (asked: CreateAssistantBody | Change): Promise<Assistant | null> => {
      if (!('bodyFor' in asked)) return api.assistants.create(asked)
      const latest = await api.assistants.get(asked.id)
      client.setQueryData(keys.assistant(api.connection, asked.id), latest)
      const body = asked.bodyFor(latest)
      return body && api.assistants.modify(asked.id, body)
    },
    onSuccess: (assistant) => {
      if (!assistant) return undefined
      client.setQueryData(keys.assistant(api.connection, assistant.id), assistant)
      return client.invalidateQueries({ queryKey: keys.assistantLists(api.connection) })
    },
  })

/** Copies an assistant's settings under another name, together with changes that are not saved yet. */
export const duplicateAssistantMutation = (api: Api, client: QueryClient) =>
  mutationOptions({
    mutationFn: async ({
      id,
      name,
      changes,
    }: {
      id: string
      name: string
      changes?: ModifyAssistantBody | undefined
    }) => {
      const { id: _id, object: _object, created_at: _createdAt, ...settings } = await api.assistants.get(id)
      return api.assistants.create({ ...settings, ...changes, name })
    },
    onSuccess: () => client.invalidateQueries({ queryKey: keys.assistantLists(api.connection) }),
  })

interface TemplateStart {
  readonly body: CreateAssistantBody
  readonly files?: TemplateFiles | undefined
  /** What else is done with the assistant before somebody goes to it. */
  readonly furnish: (assistant: Assistant) => Promise<unknown>
}

interface TemplateFiles {
  readonly load: () => Promise<readonly File[]>
  /** How the assistant is given them, once they have ids. */
  readonly resourcesOf: (ids: readonly string[]) => NonNullable<CreateAssistantBody['tool_resources']>
}

/**
 * Creates an empty thread for the template, and its assistant with its files unless an earlier start has.
 */
export const startTemplateMutation = (api: Api, client: QueryClient) =>
  mutationOptions({
    mutationFn: async ({ body, files, furnish }: TemplateStart) => {
      const assistant = (await sameAssistant(api, body)) ?? (await createWithFiles(api, body, files))
      await furnish(assistant)
      const thread = await api.threads.create()
      return { assistant, thread }
    },
    onSuccess: ({ assistant }) => {
      client.setQueryData(keys.assistant(api.connection, assistant.id), assistant)
      return Promise.all([
        client.invalidateQueries({ queryKey: keys.assistantLists(api.connection) }),
        client.invalidateQueries({ queryKey: keys.threadLists(api.connection) }),
      ])
    },
  })

async function createWithFiles(api: Api, body: CreateAssistantBody, files: TemplateFiles | undefined) {
  if (!files) return api.assistants.create(body)
  const uploaded = await Promise.all((await files.load()).map((file) => api.files.upload(file)))
  return api.assistants.create({ ...body, tool_resources: files.resourcesOf(uploaded.map(({ id }) => id)) })
}
