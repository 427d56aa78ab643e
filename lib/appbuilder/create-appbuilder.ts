// TypeScript SDK of Baidu AppBuilder's Assistant API, for browsers and servers alike.
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
