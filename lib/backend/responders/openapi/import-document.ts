// An OpenAPI document as functions with HTTP rules. Nothing is fetched: what it refers to must stand in it.
import { badRequest } from '@/lib/protocol/error'
import type { HttpRule } from '@/lib/protocol/responder'
import type { OpenApiFunctions } from '@/lib/protocol/responder-sources'
import { checkedAddress } from '@/lib/backend/upstream-checks'
import { createFunctionNames } from '../function-names'
import { createResolver, DocumentError, isNode, type Node, readDocument } from './read-document'
import { type Operation, toFunction } from './to-function'

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const
const MAX_FUNCTIONS = 500

export interface Given {
  readonly document: string
  readonly base_url?: string | undefined
}

/** Throws ApiError (400). */
export function importDocument({ document: text, base_url }: Given): OpenApiFunctions {
  const document = read(text)
  const servers = serversOf(document)
  const chosen = base_url ?? servers.find((url) => /^https?:\/\//.test(url))
  if (chosen === undefined) {
    throw badRequest('The document names no server by its whole address: say which one.', {
      param: 'base_url',
      code: 'missing_required_parameter',
    })
  }
  const base = checkedAddress(chosen, 'base_url').href.replace(/\/+$/, '')
  const resolver = createResolver(document)
  const nameOf = createFunctionNames()
  const { title } = resolver.shallow(document['info'])
  return {
    title: typeof title === 'string' ? title.slice(0, 200) : null,
    servers,
    functions: operationsOf(document, resolver, base).map((each) => toFunction(each, { resolver, nameOf })),
  }
}

function read(text: string): Node {
  try {
    return readDocument(text)
  } catch (error) {
    if (error instanceof DocumentError) throw badRequest(error.message, { param: 'document', code: 'invalid_document' })
    throw error
  }
}

/** Variables stand by their defaults. */
function serversOf(document: Node): readonly string[] {
  const servers = Array.isArray(document['servers']) ? document['servers'] : []
  return servers.slice(0, 20).flatMap((server: unknown) => {
    if (!isNode(server) || typeof server['url'] !== 'string') return []
    const variables = isNode(server['variables']) ? server['variables'] : {}
    const url = server['url'].replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => {
      const variable = Object.hasOwn(variables, name) ? variables[name] : undefined
      return isNode(variable) && typeof variable['default'] === 'string' ? variable['default'] : whole
    })
    return [url.slice(0, 2_048)]
  })
}

function operationsOf(document: Node, resolver: ReturnType<typeof createResolver>, base: string): readonly Operation[] {
  const paths = isNode(document['paths']) ? document['paths'] : {}
  const found = Object.entries(paths).flatMap(([path, value]) => {
    const item = resolver.shallow(value)
    return methods.flatMap((method): Operation[] => {
      const operation = item[method]
      if (!isNode(operation)) return []
      const parameters = [item['parameters'], operation['parameters']].flatMap((list): unknown[] =>
        Array.isArray(list) ? list : [],
      )
      return [{ method: method.toUpperCase() as HttpRule['method'], path, operation, parameters, base }]
    })
  })
  return found.slice(0, MAX_FUNCTIONS)
}
