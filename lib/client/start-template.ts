import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import type { Assistant, CreateAssistantBody } from '@/lib/protocol/assistant'
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
