import type { Assistant } from '@/lib/protocol/assistant'
import type { ResponseFormat } from '@/lib/protocol/tool'
import type { CreatedMs } from './created-moments'
import type { AssistantExtras } from './extras-store'
import { fromWireTools } from './tools'

export const msOf = (seconds: number | null | undefined) => (seconds ?? 0) * 1000

/** AppBuilder's bare word. It has none for a schema, whose answers are JSON objects nevertheless. */
export const formatOf = (format: ResponseFormat) =>
  typeof format === 'object' && format.type !== 'text' ? 'json_object' : 'text'

/** An assistant as AppBuilder shows it. Its own answers lack `object` or `model` in turn; both are always here. */
export const toAssistant = (assistant: Assistant, extras: AssistantExtras, createdMs: CreatedMs) => ({
  id: assistant.id,
  object: 'assistant',
  created_at: createdMs(assistant),
  model: assistant.model,
  name: assistant.name ?? '',
  description: assistant.description ?? '',
  response_format: formatOf(assistant.response_format),
  instructions: assistant.instructions ?? '',
  thought_instructions: extras.thought_instructions,
  chat_instructions: extras.chat_instructions,
  tools: fromWireTools(assistant.tools, extras.functions),
  file_ids: extras.mounts.map(({ file_id }) => file_id),
  metadata: assistant.metadata,
})
