// Where the rules of responders come from: MCP servers and OpenAPI documents. Routes, all below `/api/settings`:
//
//   GET    /responders                   → ResponderSettings
//   GET    /mcp-servers                  → List<McpServer>
//   POST   /mcp-servers                  McpServerBody → McpServer
//   POST   /mcp-servers/{id}             ModifyMcpServerBody → McpServer; 409 for one of the operator
//   DELETE /mcp-servers/{id}             → { id, deleted: true }; 409 for one of the operator
//   POST   /mcp-servers/{id}/test        → McpTest; what failed is its result
//   POST   /mcp-server-tests             McpServerBody → McpTest; nothing is stored
//   GET    /mcp-servers/{id}/tools       → List<ImportedFunction>; 502 where the server cannot be asked
//   POST   /openapi-functions            OpenApiBody → OpenApiFunctions; 400 for what is no such document
import * as z from 'zod'
import type { HttpRule, McpRule } from './responder'
import { responderLimits as limits } from './responder-limits'
import type { FunctionDefinition } from './tool'

/** What the operator has allowed. */
export interface ResponderSettings {
  readonly object: 'responder_settings'
  /** The hosts that HTTP rules may ask, as `RESPONDER_HOSTS` names them; empty: none. */
  readonly hosts: readonly string[]
}

const name = z.string().trim().min(1).max(limits.name)
const url = z.string().trim().min(1).max(limits.url)
const header = z.string().max(16_384)

/** A server that is asked over Streamable HTTP. Those over stdio are the operator's: `MCP_SERVERS`. */
export const mcpServerBody = z.strictObject({
  name,
  url,
  /** Of every request; as secret as a key. */
  headers: z.record(z.string(), header).optional(),
})
export type McpServerBody = z.input<typeof mcpServerBody>

/** What is left out stays; a header with null is taken away. */
export const modifyMcpServerBody = z.strictObject({
  name: name.optional(),
  url: url.optional(),
  headers: z.record(z.string(), header.nullable()).optional(),
})
export type ModifyMcpServerBody = z.input<typeof modifyMcpServerBody>

export interface McpServer {
  readonly id: string
  readonly name: string
  /** Who defined it: the operator (it is read-only then), or somebody on a page. */
  readonly origin: 'environment' | 'page'
  readonly transport: 'stdio' | 'http'
  /** Null with stdio, of which no command is shown. */
  readonly url: string | null
  readonly header_names: readonly string[]
  /** Its headers were encrypted with another key and have to be entered again. */
  readonly is_locked: boolean
}

export interface McpTest {
  readonly passed: boolean
  /** What the server calls itself, with its version. */
  readonly answered: string | null
  readonly tools: number
  readonly ms: number
  /** Why it failed, in English. */
  readonly error: string | null
}

/** A function that can be put on an assistant, with the rule that answers it. */
export interface ImportedFunction<R = McpRule> {
  /** What it is called where it comes from. */
  readonly name: string
  readonly title: string | null
  readonly function: FunctionDefinition
  /** Without secrets; its id is given when it is stored. */
  readonly rule: Omit<R, 'id'>
  /** Why it cannot be used as it is, in English; null where it can. */
  readonly problem: string | null
}

export const openApiBody = z.strictObject({
  /** JSON or YAML. References are resolved within it, and nowhere else. */
  document: z.string().min(1).max(limits.document),
  /** In the place of the document's servers. */
  base_url: url.optional(),
})
export type OpenApiBody = z.input<typeof openApiBody>

export interface OpenApiFunctions {
  readonly title: string | null
  /** The addresses that the document names, with variables by their defaults. */
  readonly servers: readonly string[]
  readonly functions: readonly ImportedFunction<HttpRule>[]
}
