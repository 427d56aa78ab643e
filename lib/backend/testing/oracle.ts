// Judges answers by the protocol's own schemas (specs/assistants-v2.shapes.json).
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020'
import { components, operationOf } from './protocol-shapes'

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
ajv.addSchema({ $id: 'shapes', components })

const compiled = new Map<object, ValidateFunction>()

function validatorOf(schema: object): ValidateFunction {
  const known = compiled.get(schema)
  if (known) return known
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"shapes#/components/')
  const validate = ajv.compile(JSON.parse(text) as object)
  compiled.set(schema, validate)
  return validate
}

function validate(schema: object, value: unknown, what: string) {
  const validate = validatorOf(schema)
  if (validate(value)) return
  const first = validate.errors?.slice(0, 3).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`)
  throw new Error(`${what} is not what the protocol describes: ${first?.join('; ')}\n${JSON.stringify(value, null, 1)}`)
}

/** Throws when a 200's body is not what the operation answers with. `path` begins after the version. */
export function validateAnswer(method: string, path: string, body: unknown) {
  const schema = operationOf(method, path)?.answer
  if (schema) validate(schema, body, `The answer to ${method} ${path}`)
}

/** Throws when an event of a stream is none of the protocol's. */
export function validateEvent(event: string, data: unknown) {
  if (event === 'error') return validateError(data)
  const schema = components.schemas.AssistantStreamEvent
  if (schema) validate(schema, { event, data }, `The event ${event}`)
}

const word = { type: 'string', minLength: 1 }
const optional = { type: ['string', 'null'] }
const errorSchema = {
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: { message: word, type: word, param: optional, code: optional },
      required: ['message', 'type', 'param', 'code'],
      additionalProperties: false,
    },
  },
  required: ['error'],
}

/** Throws when a body is not an error of the protocol. */
export const validateError = (body: unknown) => validate(errorSchema, body, 'The error')
