import type { FunctionDefinition } from '@/lib/protocol/tool'
import { evidenceOf } from './evidence'
import { createDocument, readSchema } from './json-schema'
import { createMessageValues } from './message-values'
import { schemaExample } from './schema-example'
import { createSteps, type Steps } from './steps'

export interface PlannedCall {
  readonly name: string
  /** JSON text that follows the function's schema. */
  readonly arguments: string
  /** Every required value came from the message. */
  readonly isGrounded: boolean
}

const MOST_PLACES = 5
const ASKS_FOR_A_PLACE = /city|location|place|town|城市|地点|位置/i

/**
 * The call of a function for a message; several when it asks for one place and the message names more. All calls of a
 * turn share the steps.
 */
export function planCalls(
  definition: FunctionDefinition,
  message: string,
  steps: Steps = createSteps(),
): readonly PlannedCall[] {
  const named = asksForOnePlace(definition, steps) ? evidenceOf(message).places.slice(0, MOST_PLACES) : []
  return named.length > 1
    ? named.map((place) => planCall(definition, createMessageValues(message, { place }), steps))
    : [planCall(definition, createMessageValues(message), steps)]
}

function planCall(
  { name, parameters }: FunctionDefinition,
  values: ReturnType<typeof createMessageValues>,
  steps: Steps,
): PlannedCall {
  const schema = { type: 'object', ...parameters }
  const made = schemaExample(schema, values.suggest, steps)
  return { name, arguments: JSON.stringify(made), isGrounded: values.isGrounded() }
}

function asksForOnePlace({ parameters }: FunctionDefinition, steps: Steps): boolean {
  const document = createDocument(parameters, steps)
  const named = Object.entries(readSchema(parameters, document).properties).filter(([name]) =>
    ASKS_FOR_A_PLACE.test(name),
  )
  return named.filter(([, raw]) => readSchema(raw, document).types.includes('string')).length === 1
}
