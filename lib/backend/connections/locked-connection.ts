import type { Capabilities } from '@/lib/protocol/connection'
import { ApiError } from '@/lib/protocol/error'
import type { Definition, OpenConnection } from './definition'

/** Stands for a connection whose key cannot be decrypted until it is entered again. */
export function createLockedConnection({ id, kind, url }: Definition): OpenConnection {
  const refuse = async () =>
    new ApiError(
      503,
      `The key of the connection '${id}' was encrypted with another SECRET_KEY or secret.key. ` +
        'Enter it again on the page of connections, or start the server with the key from before.',
      { code: 'connection_locked' },
    ).toResponse()
  return {
    info: { id, kind, model: { kind: 'upstream', host: new URL(url).host }, default_model: '', capabilities: nothing },
    backend: refuse,
    face: refuse,
    close: async () => undefined,
  }
}

const nothing: Capabilities = {
  all_threads: false,
  streaming: false,
  cancelling: false,
  usage: false,
  assistant_sampling: false,
  json_schema: false,
  message_changes: false,
  run_metadata: false,
  run_options: false,
  files: false,
  vector_stores: false,
  hosted_tools: false,
  changes_elsewhere: false,
}
