import type { Tool } from '@/lib/protocol/tool'

export type JsonObject = Readonly<Record<string, unknown>>

/**
 * Where a response schema stands: the wire has no place for one, and JSON Schema leaves names that begin with `x-` to
 * everybody. `responses` is what Baidu's function definitions call it.
 */
export const RESPONSE_KEY = 'x-responses'

/** The definition that the model was given of a function. */
export const functionOf = (tools: readonly Tool[], name: string) =>
  tools.flatMap((tool) => (tool.type === 'function' && tool.function.name === name ? [tool.function] : []))[0]

/** What a function says that it returns; null when it says nothing. */
export const responseSchemaOf = (tools: readonly Tool[], name: string): JsonObject | null =>
  objectOf(functionOf(tools, name)?.parameters?.[RESPONSE_KEY])

/** Parameters that say what the function returns. A function without any is given an object. */
export const withResponses = (parameters: JsonObject | null, responses: JsonObject | null): JsonObject | null =>
  responses ? { ...(parameters ?? { type: 'object' }), [RESPONSE_KEY]: responses } : parameters

/** The same apart; `responses` is null where they say nothing of it. */
export function withoutResponses(parameters: JsonObject) {
  const { [RESPONSE_KEY]: responses, ...rest } = parameters
  return { parameters: rest, responses: objectOf(responses) }
}

export const objectOf = (value: unknown): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
