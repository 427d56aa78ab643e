import type { createTranslator, Messages } from 'next-intl'
import type { FunctionDefinition } from '@/lib/protocol/tool'
import { RESPONSE_KEY } from '@/lib/run/response-schema'

/** Reads the namespace `assistants.gallery`: what a function is for is told to the model in the reader's language. */
type Translate = ReturnType<typeof createTranslator<Messages, 'assistants.gallery'>>
type Parameter = Parameters<typeof parameter>[1]

/** What "add function" offers to start from; their texts stand in the catalogue. */
export const functionTemplates = [
  'empty',
  'order_total',
  'weather',
  'search',
  'customer',
  'ticket',
  'meeting',
  'currency',
] as const
export type FunctionTemplate = (typeof functionTemplates)[number]

const text = { type: 'string' } as const
const parameter = (
  t: Translate,
  name: keyof Messages['assistants']['gallery']['parameters'],
  schema: object = text,
) => ({
  ...schema,
  description: t(`parameters.${name}`),
})

const object = (properties: Readonly<Record<string, object>>, required: readonly string[]) => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
})

const number = { type: 'number' } as const
const integer = { type: 'integer' } as const

/** What a function returns, with answers that could be given. */
function returning(properties: Readonly<Record<string, object>>, ...examples: readonly object[]) {
  return { ...object(properties, Object.keys(properties)), examples }
}

/** The definition that a template begins with. */
export function definitionOf(template: FunctionTemplate, t: Translate): FunctionDefinition {
  const [name, parameters] = parametersOf(template, t)
  const description = template === 'empty' ? {} : { description: t(`${template}.text`) }
  return { name, ...description, parameters: { ...parameters, [RESPONSE_KEY]: responsesOf(template, t) } }
}

function parametersOf(template: FunctionTemplate, t: Translate): readonly [name: string, parameters: object] {
  const p = (name: Parameter, schema?: object) => parameter(t, name, schema)
  switch (template) {
    case 'empty':
      return ['my_function', object({}, [])]
    case 'order_total': {
      const item = object({ item_type: p('item_type'), quantity: p('quantity', integer) }, ['item_type', 'quantity'])
      return ['calculate_order_total', object({ items: { type: 'array', items: item } }, ['items'])]
    }
    case 'weather':
      return ['get_weather', object({ city: p('city'), unit: { ...text, enum: units } }, ['city'])]
    case 'search': {
      const limit = p('limit', { ...integer, minimum: 1, maximum: 20 })
      return ['search_documents', object({ query: p('query'), limit }, ['query'])]
    }
    case 'customer':
      return ['find_customer', object({ email: p('email', { ...text, format: 'email' }) }, ['email'])]
    case 'ticket': {
      const priority = p('priority', { ...text, enum: ['low', 'normal', 'high'] })
      return ['create_ticket', object({ title: p('title'), details: p('details'), priority }, ['title', 'details'])]
    }
    case 'meeting': {
      const start = p('start', { ...text, format: 'date-time' })
      const minutes = p('minutes', { ...integer, minimum: 5 })
      const guests = p('guests', { type: 'array', items: text })
      return ['schedule_meeting', object({ title: p('title'), start, minutes, guests }, ['title', 'start'])]
    }
    case 'currency': {
      const properties = { amount: p('amount', number), from: p('from'), to: p('to') }
      return ['convert_currency', object(properties, ['amount', 'from', 'to'])]
    }
    default:
      return template satisfies never
  }
}

const units = ['celsius', 'fahrenheit'] as const

function responsesOf(template: FunctionTemplate, t: Translate): object {
  const say = (name: keyof Messages['assistants']['gallery']['examples']) => t(`examples.${name}`)
  switch (template) {
    case 'empty':
      return returning({ result: text }, { result: say('done') })
    case 'order_total':
      return returning({ total: number, currency: text }, { total: 1057.5, currency: 'CNY' })
    case 'weather': {
      const warm = { city: say('city'), conditions: say('weather'), temperature: 18, unit: 'celsius' }
      const properties = { city: text, conditions: text, temperature: number, unit: { ...text, enum: units } }
      return returning(properties, warm, { ...warm, temperature: 64, unit: 'fahrenheit' })
    }
    case 'search': {
      const passage = object({ document: text, text }, ['document', 'text'])
      const passages = [{ document: say('document'), text: say('passage') }]
      return returning({ passages: { type: 'array', items: passage } }, { passages })
    }
    case 'customer':
      return returning(
        { name: text, email: text, orders: integer, city: text },
        { name: say('person'), email: 'li.wei@example.com', orders: 3, city: say('city') },
      )
    case 'ticket':
      return returning(
        { number: text, status: { ...text, enum: ['open', 'closed'] } },
        { number: 'T-1042', status: 'open' },
      )
    case 'meeting':
      return returning({ booked: { type: 'boolean' }, room: text }, { booked: true, room: say('room') })
    case 'currency':
      return returning({ rate: number, result: number }, { rate: 7.83, result: 783 })
    default:
      return template satisfies never
  }
}

/** A function as it would be called: what may be left out carries a question mark. */
export function signatureOf({ name, parameters }: FunctionDefinition): string {
  const { properties = {}, required = [] } = (parameters ?? {}) as { properties?: object; required?: readonly string[] }
  const names = Object.keys(properties).map((each) => (required.includes(each) ? each : `${each}?`))
  return `${name}(${names.join(', ')})`
}
