// An OpenAPI document as text: JSON or YAML, within bounds, and what it refers to within itself.
import { parse } from 'yaml'

export type Node = Readonly<Record<string, unknown>>

/** The text is no document that can be read. The message is for whoever gave it. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError'
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Throws DocumentError. */
export function readDocument(text: string): Node {
  const document = parsed(text)
  if (!isNode(document)) throw new DocumentError('This is no OpenAPI document: expected a JSON or YAML object.')
  const { openapi, swagger } = document
  if (typeof openapi === 'string' && openapi.startsWith('3.')) return document
  const version = typeof swagger === 'string' ? ` It is one of Swagger ${swagger.slice(0, 8)}.` : ''
  throw new DocumentError(`Expected an OpenAPI document of version 3.${version}`)
}

function parsed(text: string): unknown {
  try {
    return /^\s*[{[]/.test(text) ? JSON.parse(text) : parse(text, { maxAliasCount: 100, prettyErrors: true })
  } catch (error) {
    const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''
    throw new DocumentError(`This is neither JSON nor YAML: ${words.slice(0, 200)}`)
  }
}

const MAX_LEVELS = 40
/** How many values what is referred to may come to, of one function. */
const MAX_VALUES = 20_000

/**
 * Puts in the place of each reference what it refers to within the document. One that leads to itself, to another
 * document, or too deep is left open: anything may stand there.
 */
export function createResolver(document: Node) {
  let left = MAX_VALUES
  function at(reference: string): unknown {
    if (!reference.startsWith('#/')) return undefined
    return reference
      .slice(2)
      .split('/')
      .map((name) => decoded(name).replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>(
        (node, name) => (isContainer(node) && Object.hasOwn(node, name) ? node[name] : undefined),
        document,
      )
  }

  function resolve(value: unknown, on: readonly string[]): unknown {
    left -= 1
    if (left < 0 || on.length > MAX_LEVELS) return {}
    if (Array.isArray(value)) return value.map((each) => resolve(each, on))
    if (!isNode(value)) return value
    const reference = value['$ref']
    if (typeof reference === 'string') {
      return on.includes(reference) ? {} : resolve(at(reference) ?? {}, [...on, reference])
    }
    const members = Object.entries(value).filter(([name]) => name !== '__proto__' && !name.startsWith('x-'))
    return Object.fromEntries(members.map(([name, each]) => [name, resolve(each, on)]))
  }

  return {
    /** The value with all that it refers to in it. */
    whole(value: unknown): unknown {
      left = MAX_VALUES
      return resolve(value, [])
    },
    /** The object that a value is, or refers to, and no deeper. */
    shallow(value: unknown): Node {
      let node = value
      for (let hops = 0; hops < MAX_LEVELS && isNode(node) && typeof node['$ref'] === 'string'; hops += 1) {
        node = at(node['$ref'])
      }
      return isNode(node) ? node : {}
    },
  }
}

const isContainer = (value: unknown): value is Node => typeof value === 'object' && value !== null

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
