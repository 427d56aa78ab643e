import type { Assistant } from '@/lib/protocol/assistant'
import { badRequest } from '@/lib/protocol/error'
import type { Tool, ToolChoice } from '@/lib/protocol/tool'
import type { HostedTools } from '../tools/hosted-tool'

// What the protocol has and this backend does not offer is refused in words, never ignored.

/** A tool of the protocol's own that this backend does not have. */
const isMissing = ({ type }: Tool, offered: HostedTools) => type !== 'function' && !offered.has(type)

export function refuseHostedTools(tools: readonly Tool[] | null | undefined, offered: HostedTools) {
  const index = tools?.findIndex((tool) => isMissing(tool, offered)) ?? -1
  if (index < 0) return
  const others = [...offered.keys(), 'function'].map((type) => `'${type}'`).join(' or ')
  throw badRequest(
    `Tools of type '${tools?.[index]?.type}' are not available on this server. Use tools of type ${others}.`,
    {
      param: `tools[${index}].type`,
      code: 'unsupported_value',
    },
  )
}

/** An assistant that came from elsewhere may have tools that it cannot use here, and would answer without them. */
export function refuseToolsOf({ id, tools }: Assistant, offered: HostedTools) {
  const missing = tools.find((tool) => isMissing(tool, offered))
  if (!missing) return
  throw badRequest(
    `Assistant ${id} has a tool of type '${missing.type}', which is not available on this server. ` +
      "A run without it has 'tools' of its own, which may be an empty list.",
    { param: 'assistant_id', code: 'unsupported_value' },
  )
}

/** A choice must name one of the run's tools, which are all available. */
export function refuseUnknownChoice(choice: ToolChoice | null | undefined, tools: readonly Tool[]) {
  if (choice === 'required' && tools.length === 0) {
    throw badRequest("Invalid value for 'tool_choice': 'required' needs at least one tool in 'tools'.", {
      param: 'tool_choice',
      code: 'invalid_value',
    })
  }
  if (typeof choice !== 'object' || choice === null) return
  const isThere =
    choice.type === 'function'
      ? tools.some((tool) => tool.type === 'function' && tool.function.name === choice.function.name)
      : tools.some(({ type }) => type === choice.type)
  if (isThere) return
  const name = choice.type === 'function' ? choice.function.name : choice.type
  throw badRequest(`Tool choice '${name}' not found in 'tools' parameter.`, {
    param: 'tool_choice',
    code: 'invalid_value',
  })
}
