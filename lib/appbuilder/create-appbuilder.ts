// TypeScript SDK of Baidu AppBuilder's Assistant API, for browsers and servers alike. Its source is the Python SDK, tag
// 1.1.4 (https://github.com/baidubce/app-builder/tree/1.1.4/python/core/assistant): what it sends was recorded
// (specs/appbuilder-sdk-requests.jsonl), and how it reads answers was written down (specs/appbuilder-models.txt).
import { createAssistants } from './assistants'
import { AppBuilderInputError } from './error'
import { createThreads } from './threads'
import { createTransport, type TransportOptions } from './transport'

export type AppBuilder = ReturnType<typeof createAppBuilder>

/** A client of one account. Throws `AppBuilderInputError` without a token. */
export function createAppBuilder(options: TransportOptions) {
  if (!options.token.trim()) throw new AppBuilderInputError('token', 'must not be empty.')
  const transport = createTransport(options)
  return { assistants: createAssistants(transport), threads: createThreads(transport) }
}
