// What a tool of an MCP server has answered, as the text that a function's output is.
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'

type Block = CallToolResult['content'][number]

/** Texts as they are; of all else what it is, since an output can carry no bytes. */
export function toolText({
  content,
  structuredContent,
}: Pick<CallToolResult, 'content' | 'structuredContent'>): string {
  const texts = content.map(blockText)
  if (texts.length > 0) return texts.join('\n')
  return structuredContent === undefined ? '' : JSON.stringify(structuredContent)
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'text':
      return block.text
    case 'image':
    case 'audio':
      return `[${block.type}: ${block.mimeType}, ${sizeOf(block.data)} bytes]`
    case 'resource_link':
      return `[resource: ${block.name}, ${block.uri}]`
    case 'resource':
      return 'text' in block.resource
        ? block.resource.text
        : `[resource: ${block.resource.uri}, ${sizeOf(block.resource.blob)} bytes]`
    default:
      return block satisfies never
  }
}

/** Of base64. */
const sizeOf = (text: string) => Math.floor((text.length * 3) / 4)
