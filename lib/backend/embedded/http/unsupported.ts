import type { Assistant } from '@/lib/protocol/assistant'
import { badRequest } from '@/lib/protocol/error'
import type { CreateMessageBody } from '@/lib/protocol/message'
import type { Tool, ToolChoice, ToolResources } from '@/lib/protocol/tool'
import type { Hono } from 'hono'

// What the protocol has and this backend does not offer yet is refused in words, never ignored.

/** The wire's nouns that are not offered yet. */
export const unsupportedRoutes = (app: Hono) => {
  app.all('/vector_stores/*', () => {
    throw noVectorStores()
  })
}

const noVectorStores = (param: string | null = null) =>
  badRequest('Vector stores are not available on this server.', { param, code: 'unsupported_value' })

export function refuseHostedTools(tools: readonly Tool[] | null | undefined) {
  const index = tools?.findIndex(({ type }) => type !== 'function') ?? -1
  if (index < 0) return
  throw badRequest(
    `Tools of type '${tools?.[index]?.type}' are not available on this server. Use tools of type 'function'.`,
    {
      param: `tools[${index}].type`,
      code: 'unsupported_value',
    },
  )
}

/** An assistant that came from elsewhere may have tools that it cannot use here, and would answer without them. */
export function refuseToolsOf({ id, tools }: Assistant) {
  const hosted = tools.find(({ type }) => type !== 'function')
  if (!hosted) return
  throw badRequest(
    `Assistant ${id} has a tool of type '${hosted.type}', which is not available on this server. ` +
      "A run without it has 'tools' of its own, which may be an empty list.",
    { param: 'assistant_id', code: 'unsupported_value' },
  )
}

export function refuseHostedChoice(choice: ToolChoice | null | undefined, tools: readonly Tool[]) {
  if (choice === 'required' && tools.length === 0) {
    throw badRequest("Invalid value for 'tool_choice': 'required' needs at least one tool in 'tools'.", {
      param: 'tool_choice',
      code: 'invalid_value',
    })
  }
  if (typeof choice !== 'object' || choice === null) return
  if (choice.type !== 'function') {
    throw badRequest(`A tool_choice of type '${choice.type}' is not available on this server.`, {
      param: 'tool_choice.type',
      code: 'unsupported_value',
    })
  }
  const { name } = choice.function
  if (tools.some((tool) => tool.type === 'function' && tool.function.name === name)) return
  throw badRequest(`Tool choice '${name}' not found in 'tools' parameter.`, {
    param: 'tool_choice',
    code: 'invalid_value',
  })
}

export function refuseVectorStores(resources: ToolResources | null | undefined, param = 'tool_resources') {
  const { vector_store_ids: ids = [], vector_stores: stores = [] } = resources?.file_search ?? {}
  if (ids.length + stores.length > 0) throw noVectorStores(`${param}.file_search`)
}

/** Attachments for the file search would need a vector store of the thread. */
export function refuseSearchedFiles({ attachments }: CreateMessageBody, prefix = '') {
  const index = attachments?.findIndex(({ tools }) => tools?.some(({ type }) => type === 'file_search')) ?? -1
  if (index < 0) return
  throw badRequest(
    "Attachments for 'file_search' are not available on this server. Use the tool 'code_interpreter' or none.",
    { param: `${prefix}attachments[${index}].tools`, code: 'unsupported_value' },
  )
}
