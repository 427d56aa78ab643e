// The protocol's own description of its operations and objects, as data (specs/assistants-v2.shapes.json).
import { readFileSync } from 'node:fs'

/** The part of JSON Schema that the description uses. */
export interface Schema {
  readonly $ref?: string
  readonly $recursiveRef?: string
  readonly $recursiveAnchor?: boolean
  readonly type?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly maxLength?: number
  readonly maxProperties?: number
}

interface Content {
  readonly content: Readonly<Record<string, { readonly schema: Schema }>>
}

interface Described {
  readonly operationId: string
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[]
  readonly requestBody?: Content & { readonly required?: boolean }
  readonly responses?: { readonly 200?: Content }
}

interface Shapes {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

export interface Operation {
  readonly method: string
  /** With its parameters in braces; begins after the version. */
  readonly path: string
  readonly query: readonly { readonly name: string; readonly schema: Schema }[]
  readonly body?: { readonly schema: Schema; readonly isForm: boolean }
  readonly answer?: Schema | undefined
}

const shapes = JSON.parse(
  readFileSync(new URL('../../../specs/assistants-v2.shapes.json', import.meta.url), 'utf8'),
) as Shapes

export const components = { schemas: corrected(shapes.components.schemas) }

/** A file may be uploaded for a purpose that the description of files leaves out. */
function corrected(schemas: Shapes['components']['schemas']): Shapes['components']['schemas'] {
  const { CreateFileRequest: uploaded, OpenAIFile: file } = schemas
  const purpose = { ...file?.properties?.purpose }
  const purposes = [...(purpose.enum ?? []), ...(uploaded?.properties?.purpose?.enum ?? [])]
  const properties = { ...file?.properties, purpose: { ...purpose, enum: [...new Set(purposes)] } }
  return { ...schemas, OpenAIFile: { ...file, properties } }
}

/** All 44 of them. */
export const operations: readonly Operation[] = Object.entries(shapes.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => toOperation(method, path, described)),
)

function toOperation(method: string, path: string, { parameters = [], requestBody, responses }: Described): Operation {
  const [body] = Object.entries(requestBody?.content ?? {})
  const query = parameters.filter((parameter) => parameter.in === 'query')
  return {
    method: method.toUpperCase(),
    path,
    query,
    ...(body && { body: { schema: body[1].schema, isForm: body[0] === 'multipart/form-data' } }),
    answer: responses?.[200]?.content['application/json']?.schema,
  }
}

/** `POST /threads/{thread_id}/runs` */
export const nameOf = ({ method, path }: Pick<Operation, 'method' | 'path'>) => `${method} ${path}`

/** The schema behind a reference; itself where it is none. */
export function resolved(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1)
  if (name === undefined) return schema
  const found = components.schemas[name]
  if (!found) throw new Error(`The protocol describes no ${name}.`)
  return resolved(found)
}

/** `/threads/thread_1/runs` → the operation of `/threads/{thread_id}/runs`; literal segments win. */
export function operationOf(method: string, path: string): Operation | undefined {
  const parts = path.split('/')
  const matches = operations.filter((operation) => {
    const segments = operation.path.split('/')
    return (
      operation.method === method.toUpperCase() &&
      segments.length === parts.length &&
      segments.every((segment, i) => segment.startsWith('{') || segment === parts[i])
    )
  })
  return matches.toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)[0]
}
