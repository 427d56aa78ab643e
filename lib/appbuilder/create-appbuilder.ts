// TypeScript SDK of Baidu AppBuilder's Assistant API, for browsers and servers alike. Its source is the Python SDK,
// tag 1.1.4 (https://github.com/baidubce/app-builder/tree/1.1.4/python/core/assistant): what it sends was recorded
// (specs/appbuilder-sdk-requests.jsonl), and how it reads answers was written down (specs/appbuilder-models.txt).
import { createAssistants } from './assistants'
import { AppBuilderInputError } from './error'
import { createThreads } from './threads'
import { createTransport, type TransportOptions } from './transport'

export type AppBuilder = ReturnType<typeof createAppBuilder>

export interface AppBuilderOptions extends Omit<TransportOptions, 'token'> {
  /** By default `APPBUILDER_TOKEN` of the environment. */
  readonly token?: string
  /**
   * The base of every address; a path in it is kept. By default `GATEWAY_URL` of the environment, or the public
   * service.
   */
  readonly gateway?: string
  /** Where what is not said here is looked for, once: by default the process's own, of which browsers have none. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

/** Node's, and that of whatever has the same. */
const environmentHere = () => (typeof process === 'undefined' ? {} : process.env)

/**
 * A client of one account. Token and gateway are read from the variables that the Python SDK reads. Throws
 * `AppBuilderInputError` where there is no token.
 */
export function createAppBuilder({ environment = environmentHere(), ...options }: AppBuilderOptions = {}) {
  const token = (options.token ?? environment.APPBUILDER_TOKEN ?? '').trim()
  if (!token) throw new AppBuilderInputError('token', 'must not be empty. Hand it in, or set APPBUILDER_TOKEN.')
  const gateway = options.gateway ?? (environment.GATEWAY_URL || undefined)
  const transport = createTransport({ ...options, token, gateway })
  return { assistants: createAssistants(transport), threads: createThreads(transport) }
}
