// One operation of an OpenAPI document as a function, with the HTTP rule that answers it.
import { excessMessage, excessOf } from '@/lib/protocol/definition-limits'
import type { HttpRule } from '@/lib/protocol/responder'
import { responderLimits } from '@/lib/protocol/responder-limits'
import type { ImportedFunction } from '@/lib/protocol/responder-sources'
import { type createResolver, isNode, type Node } from './read-document'

export interface Operation {
  readonly method: HttpRule['method']
  readonly path: string
  readonly operation: Node
  /** Those of the path, and of the operation behind them. */
  readonly parameters: readonly unknown[]
  /** What stands before the path. */
  readonly base: string
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly isRequired: boolean
  readonly schema: Node
}

type Resolver = ReturnType<typeof createResolver>

const MAX_DESCRIPTION = 1_024

export function toFunction(
  { method, path, operation, parameters, base }: Operation,
  { resolver, nameOf }: { readonly resolver: Resolver; readonly nameOf: (name: string) => string },
): ImportedFunction<HttpRule> {
  const known = parametersOf(parameters, path, resolver)
  const body = bodyOf(operation['requestBody'], resolver)
  const arranged = arrange(known.filter(isPlaced), body)
  const excess = excessOf(arranged.parameters)
  const { operationId, summary, description } = operation
  const name = typeof operationId === 'string' ? operationId : `${method.toLowerCase()} ${path}`
  const words = [summary, description].filter((text) => typeof text === 'string' && text !== '').join('\n\n')
  const url = `${base}${pathTemplate(path)}${queryTemplate(known)}`
  return {
    name: `${method} ${path}`,
    title: typeof summary === 'string' ? summary.slice(0, 200) : null,
    function: {
      name: nameOf(name),
      ...(words !== '' && { description: words.slice(0, MAX_DESCRIPTION) }),
      parameters: excess ? { type: 'object', properties: {} } : arranged.parameters,
    },
    rule: {
      ...{ kind: 'http', name: `${method} ${path}`.slice(0, responderLimits.name), delay_ms: 0 },
      ...{ method, url, headers: {}, body: arranged.body, pick: null, timeout_ms: null, secret_header_names: [] },
    },
    problem: problemOf({ known, body, url }) ?? (excess ? excessMessage(excess) : null),
  }
}

const isPlaced = ({ in: place }: Pick<Parameter, 'in'>) => place === 'path' || place === 'query'

function parametersOf(parameters: readonly unknown[], path: string, resolver: Resolver): readonly Parameter[] {
  const known = new Map<string, Parameter>()
  for (const each of parameters) {
    const { name, in: place, required, schema, content, description } = resolver.shallow(each)
    if (typeof name !== 'string' || typeof place !== 'string') continue
    const held = schema ?? (isNode(content) ? resolver.shallow(Object.values(content)[0])['schema'] : undefined)
    const whole = resolver.whole(held ?? { type: 'string' })
    const described = isNode(whole) ? whole : {}
    const told = typeof description === 'string' && !('description' in described)
    known.set(`${place} ${name}`, {
      ...{ name, in: place, isRequired: required === true || place === 'path' },
      schema: { ...described, ...(told && { description: description.slice(0, MAX_DESCRIPTION) }) },
    })
  }
  for (const [, name = ''] of path.matchAll(/\{([^{}]+)\}/g)) {
    const key = `path ${name}`
    if (!known.has(key)) known.set(key, { name, in: 'path', isRequired: true, schema: { type: 'string' } })
  }
  return [...known.values()]
}

interface Body {
  readonly schema: Node
  readonly isRequired: boolean
  readonly isJson: boolean
}

function bodyOf(requestBody: unknown, resolver: Resolver): Body | undefined {
  const { content, required } = resolver.shallow(requestBody)
  if (!isNode(content)) return undefined
  const type = Object.keys(content).find((name) => /^application\/(?:[\w.+-]*\+)?json\b/.test(name))
  const schema = type === undefined ? {} : resolver.whole(resolver.shallow(content[type])['schema'] ?? {})
  return { schema: isNode(schema) ? schema : {}, isRequired: required === true, isJson: type !== undefined }
}

/** A body alone is the arguments themselves; beside parameters it is one of them. */
function arrange(placed: readonly Parameter[], body: Body | undefined) {
  const isObject = body?.schema['type'] === 'object' || isNode(body?.schema['properties'])
  if (body && placed.length === 0 && isObject) return { parameters: body.schema, body: null }
  const names = new Set(placed.map(({ name }) => name))
  const bodyName = names.has('body') ? 'request_body' : 'body'
  const properties: [string, unknown][] = placed.map(({ name, schema }) => [name, schema])
  const required = placed.filter(({ isRequired }) => isRequired).map(({ name }) => name)
  if (body) properties.push([bodyName, body.schema])
  if (body?.isRequired) required.push(bodyName)
  return {
    parameters: { type: 'object', properties: Object.fromEntries(properties), required, additionalProperties: false },
    body: body ? `{{${bodyName}}}` : null,
  }
}

/** A name as a path of arguments. */
const placeOf = (name: string) =>
  /^[\w-]+$/.test(name) ? `{{${name}}}` : `{{["${name.replaceAll(/["\\]/g, '\\$&')}"]}}`

const pathTemplate = (path: string) => path.replaceAll(/\{([^{}]+)\}/g, (_whole, name: string) => placeOf(name))

function queryTemplate(parameters: readonly Parameter[]): string {
  const pairs = parameters.filter(({ in: place }) => place === 'query')
  if (pairs.length === 0) return ''
  return `?${pairs.map(({ name }) => `${encodeURIComponent(name)}=${placeOf(name)}`).join('&')}`
}

interface Seen {
  readonly known: readonly Parameter[]
  readonly body: Body | undefined
  readonly url: string
}

function problemOf({ known, body, url }: Seen): string | null {
  if (body && !body.isJson) return 'Its body is no JSON: it has to be written by hand.'
  if (url.length > responderLimits.url) return 'Its address is too long.'
  const unplaceable = known.find((each) => isPlaced(each) && /[{}|]/.test(each.name))
  if (unplaceable) return `Its parameter '${unplaceable.name}' has signs that no template takes.`
  const missing = known.find((each) => each.isRequired && !isPlaced(each))
  return missing ? `It needs the ${missing.in} '${missing.name}': enter it as a header of the rule.` : null
}
