import { excessMessage, excessOf } from '@/lib/protocol/definition-limits'
import type { ImportedFunction } from '@/lib/protocol/responder-sources'
import { createFunctionNames } from '../function-names'

/** What is read of a tool. */
export interface ListedTool {
  readonly name: string
  readonly title?: string | undefined
  readonly description?: string | undefined
  readonly inputSchema: Readonly<Record<string, unknown>>
}

const MAX_DESCRIPTION = 1_024

/** Tools of an MCP server as functions of an assistant, each with the rule that answers it. */
export function toFunctions(server: string, tools: readonly ListedTool[]): readonly ImportedFunction[] {
  const nameOf = createFunctionNames()
  return tools.map(({ name, title, description, inputSchema }) => {
    const { $schema: _schema, ...parameters } = inputSchema
    const excess = excessOf(parameters)
    return {
      name,
      title: title ?? null,
      function: {
        name: nameOf(name),
        ...(description && { description: description.slice(0, MAX_DESCRIPTION) }),
        parameters: excess ? { type: 'object', properties: {} } : parameters,
      },
      rule: { kind: 'mcp', name: title ?? name, delay_ms: 0, server, tool: name },
      problem: excess ? excessMessage(excess) : null,
    }
  })
}
