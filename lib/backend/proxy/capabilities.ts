import type { Capabilities, ProxiedKind } from '@/lib/protocol/connection'

/** What every backend of this wire can do; changes that others make there are found by comparing. */
const wire: Capabilities = {
  all_threads: false,
  streaming: true,
  cancelling: true,
  usage: true,
  assistant_sampling: true,
  json_schema: true,
  message_changes: true,
  run_metadata: true,
  run_options: true,
  files: true,
  vector_stores: true,
  hosted_tools: true,
  changes_elsewhere: false,
}

/** What no request finds out that changes nothing, and what runs that pass show. */
export type SeenCapability = 'streaming' | 'usage'

/** What connections of a kind can do, as far as the kind tells. */
export const capabilitiesOf: Readonly<Record<ProxiedKind, Capabilities>> = {
  openai: wire,
  azure: wire,
  // It deletes no messages.
  foundry: { ...wire, all_threads: true, message_changes: false },
  playground: { ...wire, all_threads: true },
}
