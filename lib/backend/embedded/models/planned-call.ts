import type { FunctionDefinition } from '@/lib/protocol/tool'
import { evidenceOf } from './evidence'
import { readSchema } from './json-schema'
import { createMessageValues } from './message-values'
import { schemaExample } from './schema-example'

export interface PlannedCall {
  readonly name: string
  /** JSON text that follows the function's schema. */
  readonly arguments: string
  /** Every required value came from the message. */
  readonly isGrounded: boolean
}

const MOST_PLACES = 5
const ASKS_FOR_A_PLACE = /city|location|place|town|城市|地点|位置/i

/** The call of a function for a message; several when it asks for one place and the message names more. */
export function planCalls(definition: FunctionDefinition, message: string): readonly PlannedCall[] {
  const named = asksForOnePlace(definition) ? evidenceOf(message).places.slice(0, MOST_PLACES) : []
  return named.length > 1
    ? named.map((place) => planCall(definition, createMessageValues(message, { place })))
    : [planCall(definition, createMessageValues(message))]
}

function planCall(
  { name, parameters }: FunctionDefinition,
  values: ReturnType<typeof createMessageValues>,
): PlannedCall {
  const schema = { type: 'object', ...parameters }
  const made = schemaExample(schema, values.suggest)
  return { name, arguments: JSON.stringify(made), isGrounded: values.isGrounded() }
}

function asksForOnePlace({ parameters }: FunctionDefinition): boolean {
  const { properties } = readSchema(parameters, parameters)
  const texts = Object.entries(properties).filter(([, raw]) => readSchema(raw, parameters).types.includes('string'))
  return texts.filter(([name]) => ASKS_FOR_A_PLACE.test(name)).length === 1
}
