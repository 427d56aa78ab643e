import type { Capabilities, ConnectionKind, CreateConnectionBody } from '@/lib/protocol/connection'

/** The kinds that can be added, in the order of the choice. */
export const addableKinds = [
  'openai',
  'azure',
  'foundry',
  'playground',
  'appbuilder',
] as const satisfies readonly CreateConnectionBody['kind'][]

/** The kinds of connections with their part of the catalogue. */
export const kindKeys = {
  embedded: 'kind.embedded',
  openai: 'kind.openai',
  azure: 'kind.azure',
  foundry: 'kind.foundry',
  playground: 'kind.playground',
  appbuilder: 'kind.appbuilder',
} as const satisfies Record<ConnectionKind, string>

/** What an address of the kind looks like. */
export const exampleUrls: Readonly<Record<CreateConnectionBody['kind'], string>> = {
  openai: 'https://assistants.example.com/v1',
  azure: 'https://my-resource.openai.azure.com',
  foundry: 'https://my-resource.services.ai.azure.com/api/projects/my-project',
  playground: 'https://playground.example.com',
  appbuilder: 'https://appbuilder.baidu.com',
}

export const capabilityNames = [
  'streaming',
  'cancelling',
  'all_threads',
  'usage',
  'assistant_sampling',
  'json_schema',
  'message_changes',
  'run_metadata',
  'run_options',
  'files',
  'vector_stores',
  'hosted_tools',
  'changes_elsewhere',
] as const satisfies readonly (keyof Capabilities)[]
