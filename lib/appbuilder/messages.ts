// A thread's messages, after `Messages` of the Python SDK 1.1.4 (threads/messages/messages.py).
import { checked } from './checked'
import { named } from './field'
import { listCall } from './list-call'
import {
  createMessageParams,
  listMessagesParams,
  messageFilePage,
  messageFilesParams,
  messageIdParams,
  messagePage,
  messageSchema,
  updateMessageParams,
  type CreateMessageParams,
  type ListMessagesParams,
  type MessageFilesParams,
  type MessageIdParams,
  type UpdateMessageParams,
} from './thread'
import type { CallOptions, Transport } from './transport'

/** A thread's messages. All throw `AppBuilderInputError` or an `AppBuilderError`. */
export const createMessages = ({ call }: Transport) => ({
  /** Adds a message to a thread: the user's, unless `role` says otherwise. */
  create: async (params: CreateMessageParams, options?: CallOptions) =>
    call('/v2/threads/messages', checked(createMessageParams, params), { schema: named(messageSchema), ...options }),

  /** The thread's messages, newest first unless `order` says otherwise. Await it for one page, iterate it for all. */
  list: (params: ListMessagesParams, options?: CallOptions) =>
    listCall({ schema: listMessagesParams, params }, (body) =>
      call('/v2/threads/messages/list', body, { schema: messagePage, isRepeatable: true, ...options }),
    ),

  /** One message by its id. */
  query: async (params: MessageIdParams, options?: CallOptions) =>
    call('/v2/threads/messages/query', checked(messageIdParams, params), {
      schema: named(messageSchema),
      isRepeatable: true,
      ...options,
    }),

  /** Replaces the text, unless `content` is null, and the files. */
  update: async (params: UpdateMessageParams, options?: CallOptions) =>
    call('/v2/threads/messages/update', checked(updateMessageParams, params), { schema: messageSchema, ...options }),

  /** The files on a message. Await it for one page, iterate it for all. */
  files: (params: MessageFilesParams, options?: CallOptions) =>
    listCall({ schema: messageFilesParams, params }, (body) =>
      call('/v2/threads/messages/files/list', body, { schema: messageFilePage, isRepeatable: true, ...options }),
    ),
})
