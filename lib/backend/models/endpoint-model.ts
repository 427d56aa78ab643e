import type { ModelApiName } from '@/lib/protocol/model-settings'
import { chatCompletions } from './chat/chat-completions'
import type { Model } from './model'
import { createRemoteModel, type RemoteModelOptions } from './remote/remote-model'
import { responses } from './responses/responses'

const makers = {
  chat_completions: (options) => createRemoteModel(chatCompletions, options),
  responses: (options) => createRemoteModel(responses, options),
} as const satisfies Record<ModelApiName, (options: RemoteModelOptions) => Model>

/** A model of an endpoint that is asked in this API. Throws when the base URL carries credentials. */
export const createEndpointModel = (api: ModelApiName, options: RemoteModelOptions): Model => makers[api](options)
