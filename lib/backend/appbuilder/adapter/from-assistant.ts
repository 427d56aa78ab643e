import type * as z from 'zod'
import type { AppBuilderAssistant } from '@/lib/appbuilder/assistant'
import type { toolParam, toolSchema } from '@/lib/appbuilder/tool'
import type { Assistant } from '@/lib/protocol/assistant'
import type { ResponseFormat, Tool } from '@/lib/protocol/tool'
import { withoutResponses, withResponses } from '@/lib/run/response-schema'
import { idOf } from './refusal'

export const DEFAULT_MODEL = 'ERNIE-4.0T-8K'

/** Milliseconds of AppBuilder's wire as the seconds of this one; 0 is what has not happened. */
export const secondsOf = (ms: number) => Math.floor(ms / 1000)
export const secondsOrNull = (ms: number) => (ms > 0 ? secondsOf(ms) : null)

type SeenTool = z.output<typeof toolSchema>
type SentTool = z.input<typeof toolParam>

/** Functions are all that AppBuilder calls; what else it lists is none of this wire's. */
export const fromTools = (tools: readonly SeenTool[]): Tool[] =>
  tools.flatMap(({ function: definition }) => {
    if (!definition) return []
    const { name, description, responses } = definition
    const given = definition.parameters ? withoutNulls(definition.parameters) : null
    const parameters = withResponses(given, responses ? withoutNulls(responses) : null)
    const known = { ...(description && { description }), ...(parameters && { parameters }) }
    return [{ type: 'function' as const, function: { name, ...known } }]
  })

/** Functions as AppBuilder takes them, with what this wire has no words for as the account has it by the same name. */
export const toTools = (tools: readonly Tool[], before: readonly SeenTool[] = []): SentTool[] =>
  tools.flatMap((tool) => {
    if (tool.type !== 'function') return []
    const { name, description = '' } = tool.function
    const { parameters = null, responses = null } = tool.function.parameters
      ? withoutResponses(tool.function.parameters)
      : {}
    const known = before.find(({ function: definition }) => definition?.name === name)?.function
    const extras = { ...extrasOf(known), ...(responses && { responses }) }
    return [{ function: { name, description, parameters, ...extras } }]
  })

/** The functions of an account, to be sent back as they came. */
export const toSameTools = (before: readonly SeenTool[]): SentTool[] =>
  before.flatMap(({ type, function: definition }) => {
    if (!definition) return []
    const { name, description, parameters } = definition
    const given = { description: description ?? '', parameters: parameters ? withoutNulls(parameters) : null }
    return [{ type, function: { name, ...given, ...extrasOf(definition) } }]
  })

/** What the client checks before it sends it. */
function extrasOf(known: SeenTool['function']): Pick<SentTool['function'], 'responses' | 'examples'> {
  if (!known) return {}
  const { responses, examples } = known
  return {
    responses: responses ? withoutNulls(responses) : null,
    examples: (examples ?? null) as SentTool['function']['examples'],
  }
}

/** Accounts send null for what a schema lacks. */
const withoutNulls = (schema: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== null))

export const toFormat = (format: ResponseFormat | null | undefined) =>
  typeof format === 'object' && format !== null && format.type !== 'text' ? ('json_object' as const) : ('text' as const)

const MAX_NAME = 128

/** AppBuilder's names have Chinese characters, letters, digits, _ and - only; the answer says what became of it. */
export const toName = (name: string | null | undefined) =>
  [...(name ?? '').replace(/[^\u4e00-\u9fa50-9a-zA-Z_-]+/g, '_')].slice(0, MAX_NAME).join('') || 'assistant'

const toText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

export const fromMetadata = (metadata: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, toText(value)]))

/** AppBuilder does not name the model in every answer (`model` is what is known of it), and knows no sampling. */
export const fromAssistant = (assistant: AppBuilderAssistant, model = DEFAULT_MODEL): Assistant => ({
  id: idOf(assistant),
  object: 'assistant',
  created_at: secondsOf(assistant.created_at),
  name: assistant.name || null,
  description: assistant.description || null,
  model: assistant.model || model,
  instructions: assistant.instructions || null,
  tools: fromTools(assistant.tools),
  tool_resources: {},
  metadata: fromMetadata(assistant.metadata),
  temperature: null,
  top_p: null,
  response_format: { type: assistant.response_format },
})
