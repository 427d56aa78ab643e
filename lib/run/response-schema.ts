import type { Tool } from '@/lib/protocol/tool'

export type JsonObject = Readonly<Record<string, unknown>>

/**
 * The key of a response schema among the parameters: the wire has no field for it, and JSON Schema leaves names that
 * begin with `x-` to everybody. Baidu's function definitions call it `responses`.
 */
export const RESPONSE_KEY = 'x-responses'

/** The definition that the model was given of a function. */
export const functionOf = (tools: readonly Tool[], name: string) =>
  tools.flatMap((tool) => (tool.type === 'function' && tool.function.name === name ? [tool.function] : []))[0]

/** The schema of what a function returns; null where it has none. */
export const responseSchemaOf = (tools: readonly Tool[], name: string): JsonObject | null =>
  objectOf(functionOf(tools, name)?.parameters?.[RESPONSE_KEY])

/** Parameters that say what the function returns. A function without any is given an object. */
export const withResponses = (parameters: JsonObject | null, responses: JsonObject | null): JsonObject | null =>
  responses ? { ...(parameters ?? { type: 'object' }), [RESPONSE_KEY]: responses } : parameters

/** Splits such parameters again; `responses` is null where they have none. */
export function withoutResponses(parameters: JsonObject) {
  const { [RESPONSE_KEY]: responses, ...rest } = parameters
  return { parameters: rest, responses: objectOf(responses) }
}

export const objectOf = (value: unknown): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
