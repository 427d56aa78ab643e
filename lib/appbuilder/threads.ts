// Conversations, after `Threads` of the Python SDK 1.1.4 (threads/threads.py).
import { checked } from './checked'
import { deletion, named } from './field'
import { createMessages } from './messages'
import { Runs } from './runs'
import {
  threadIdParams,
  threadParam,
  threadSchema,
  updateThreadParams,
  type CreateThreadParams,
  type ThreadIdParams,
  type UpdateThreadParams,
} from './thread'
import type { CallOptions, Transport } from './transport'

/** Conversations. All throw `AppBuilderInputError` or an `AppBuilderError`. */
export function createThreads(transport: Transport) {
  const { call } = transport
  return {
    messages: createMessages(transport),
    runs: new Runs(transport),

    /** Makes a thread, empty or with its first messages. */
    create: async (params: CreateThreadParams = {}, options?: CallOptions) =>
      call('/v2/threads', checked(threadParam, params), { schema: named(threadSchema), ...options }),

    /** One thread by its id, without its messages. */
    query: async (params: ThreadIdParams, options?: CallOptions) =>
      call('/v2/threads/query', checked(threadIdParams, params), {
        schema: named(threadSchema),
        isRepeatable: true,
        ...options,
      }),

    /** Sets metadata. (The Python SDK checks it and then sends none.) Empty metadata leaves what is there. */
    update: async (params: UpdateThreadParams, options?: CallOptions) =>
      call('/v2/threads/update', checked(updateThreadParams, params), { schema: threadSchema, ...options }),

    /** Removes a thread with its messages. */
    delete: async (params: ThreadIdParams, options?: CallOptions) =>
      call('/v2/threads/delete', checked(threadIdParams, params), { schema: deletion, ...options }),
  }
}
