// Functions on both wires: AppBuilder's also say what they return and show when to be called.
import type * as z from 'zod'
import type { toolParam } from '@/lib/appbuilder/tool'
import { excessMessage, excessOf } from '@/lib/protocol/definition-limits'
import { badRequest } from '@/lib/protocol/error'
import type { Tool } from '@/lib/protocol/tool'
import { withoutResponses, withResponses } from '@/lib/run/response-schema'
import type { FunctionExtras } from './extras-store'

type SentTool = z.output<typeof toolParam>

/** The tools as the Assistants wire takes them. */
export const toWireTools = (tools: readonly SentTool[]): Tool[] =>
  tools.map(({ type, function: definition }, index) => {
    if (type !== 'function') {
      throw badRequest(`Tools of type '${type}' are not known. Use tools of type 'function'.`, {
        param: `tools[${index}].type`,
      })
    }
    refuseExcess(definition, index)
    const { name, description, responses } = definition
    const parameters = withResponses(definition.parameters && withoutNulls(definition.parameters), responses)
    return { type, function: { name, description, ...(parameters && { parameters }) } }
  })

const withoutNulls = (schema: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== null))

/** Parameters have their limits on the Assistants wire; what is kept beside it has the same ones. */
function refuseExcess(definition: SentTool['function'], index: number) {
  for (const part of ['responses', 'examples'] as const) {
    const excess = excessOf(definition[part])
    const param = `tools[${index}].function.${part}`
    const code = 'invalid_function_parameters'
    if (excess) throw badRequest(`Invalid '${param}': ${excessMessage(excess)}`, { param, code })
  }
}

/** What of the tools the Assistants wire cannot carry, by the functions' names. */
export const functionExtrasOf = (tools: readonly SentTool[]): Readonly<Record<string, FunctionExtras>> =>
  Object.fromEntries(
    tools.flatMap(({ function: { name, responses, examples } }) =>
      responses || examples ? [[name, { responses, examples }]] : [],
    ),
  )

/** The tools as AppBuilder shows them; what they were said to return belongs to those that are still there. */
export const fromWireTools = (tools: readonly Tool[], extras: Readonly<Record<string, FunctionExtras>>) =>
  tools.map((tool) => {
    if (tool.type !== 'function') return { type: tool.type }
    const { name, description = '' } = tool.function
    const { responses = null, examples = null } = extras[name] ?? {}
    const { parameters = null, responses: told = null } = tool.function.parameters
      ? withoutResponses(tool.function.parameters)
      : {}
    return { type: tool.type, function: { name, description, parameters, responses: told ?? responses, examples } }
  })
