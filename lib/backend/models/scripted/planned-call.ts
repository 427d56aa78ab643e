import type { FunctionDefinition } from '@/lib/protocol/tool'
import { evidenceOf } from './evidence'
import { createDocument, readSchema } from './json-schema'
import { createMessageValues, type Reading } from './message-values'
import { schemaExample } from './schema-example'
import { severalValues } from './several-values'
import { createSteps, type Steps } from './steps'

export interface PlannedCall {
  readonly name: string
  /** JSON text that follows the function's schema. */
  readonly arguments: string
  /** Every required value came from the message. */
  readonly isGrounded: boolean
  /** Some value, required or not, came from the message. */
  readonly takesValues: boolean
}

const MAX_PLACES = 5
const ASKS_FOR_A_PLACE = /city|location|place|town|城市|地点|位置/i

/**
 * The call of a function for a message; several when it asks for one place, or for one thing of another kind, and the
 * message names more. All calls of a turn share the steps.
 */
export function planCalls(
  definition: FunctionDefinition,
  message: string,
  steps: Steps = createSteps(),
): readonly PlannedCall[] {
  const each = eachAsked(definition, message, steps)
  const plan = (reading: Reading) => planCall(definition, createMessageValues(message, reading), steps)
  return each.length > 1 ? each.map(plan) : [plan({})]
}

function eachAsked(definition: FunctionDefinition, message: string, steps: Steps): readonly Reading[] {
  if (asksForOnePlace(definition, steps)) {
    return evidenceOf(message)
      .places.slice(0, MAX_PLACES)
      .map((place) => ({ place }))
  }
  return severalValues(definition, message, steps).map((given) => ({ given }))
}

function planCall(
  { name, parameters }: FunctionDefinition,
  values: ReturnType<typeof createMessageValues>,
  steps: Steps,
): PlannedCall {
  const schema = { type: 'object', ...parameters }
  const made = schemaExample(schema, values.suggest, steps)
  return { name, arguments: JSON.stringify(made), isGrounded: values.isGrounded(), takesValues: values.takesValues() }
}

function asksForOnePlace({ parameters }: FunctionDefinition, steps: Steps): boolean {
  const document = createDocument(parameters, steps)
  const named = Object.entries(readSchema(parameters, document).properties).filter(([name]) =>
    ASKS_FOR_A_PLACE.test(name),
  )
  return named.filter(([, raw]) => readSchema(raw, document).types.includes('string')).length === 1
}
