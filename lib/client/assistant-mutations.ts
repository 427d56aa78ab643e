import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import type { Assistant, CreateAssistantBody, ModifyAssistantBody } from '@/lib/protocol/assistant'
import type { AssistantResponders, RespondersBody } from '@/lib/protocol/responder'
import type { Api } from './api'
import { keys } from './keys'
import { checkResponders, noteResponders, readResponders, sendable, writeResponders } from './responders'

/** What is stored of an assistant: its settings, and what answers its functions; null leaves that as it is. */
interface Stored<Body> {
  readonly body: Body
  readonly responders: RespondersBody | null
}

interface Change {
  readonly id: string
  /**
   * What to change in the assistant as it is now; null where others changed the same, so that the reader has to choose.
   */
  readonly bodyFor: (latest: {
    readonly assistant: Assistant
    readonly responders: AssistantResponders | null
  }) => Stored<ModifyAssistantBody> | null
}

/**
 * Creates an assistant and what answers its functions, or changes both as they are by now. Null where nothing was
 * saved, because the reader has to choose.
 */
export const saveAssistantMutation = (api: Api, client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: async (asked: Stored<CreateAssistantBody> | Change): Promise<Assistant | null> => {
      if (!('bodyFor' in asked)) {
        // Before anything is made: an assistant without its rules would be made once more by the next try.
        if (asked.responders) await checkResponders(api, asked.responders)
        const created = await api.assistants.create(asked.body)
        return withResponders(api, client, { assistant: created, responders: asked.responders })
      }
      const [latest, responders] = await Promise.all([api.assistants.get(asked.id), readResponders(api, asked.id)])
      client.setQueryData(keys.assistant(api.connection, asked.id), latest)
      noteResponders(client, api, responders)
      const changes = asked.bodyFor({ assistant: latest, responders })
      if (!changes) return null
      // Rules first: where they are refused nothing is saved, and rules of functions that are not there yet do nothing.
      await withResponders(api, client, { assistant: latest, responders: changes.responders })
      const isChanged = Object.keys(changes.body).length > 0
      return isChanged ? api.assistants.modify(asked.id, changes.body) : latest
    },
    onSuccess: (assistant) => {
      if (!assistant) return undefined
      client.setQueryData(keys.assistant(api.connection, assistant.id), assistant)
      return client.invalidateQueries({ queryKey: keys.assistantLists(api.connection) })
    },
  })

async function withResponders(
  api: Api,
  client: QueryClient,
  { assistant, responders }: { readonly assistant: Assistant; readonly responders: RespondersBody | null },
): Promise<Assistant> {
  if (!responders) return assistant
  // It is stored already, whatever becomes of the rest.
  client.setQueryData(keys.assistant(api.connection, assistant.id), assistant)
  noteResponders(client, api, await writeResponders(api, assistant.id, responders))
  return assistant
}

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
      changes?: Stored<ModifyAssistantBody> | undefined
    }) => {
      const [original, stored] = await Promise.all([api.assistants.get(id), readResponders(api, id)])
      const { id: _id, object: _object, created_at: _createdAt, ...settings } = original
      const responders = changes?.responders ?? copyOf(stored)
      const assistant = await api.assistants.create({ ...settings, ...changes?.body, name })
      return withResponders(api, client, { assistant, responders })
    },
    onSuccess: () => client.invalidateQueries({ queryKey: keys.assistantLists(api.connection) }),
  })

/** Without secrets, which never leave the server. */
const copyOf = ({ for_all_runs, functions }: AssistantResponders): RespondersBody | null =>
  functions.length === 0 && !for_all_runs
    ? null
    : { for_all_runs, functions: functions.map(({ rules, ...rest }) => ({ ...rest, rules: rules.map(sendable) })) }
