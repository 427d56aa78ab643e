import type { createTranslator, Messages } from 'next-intl'
import type { FunctionDefinition } from '@/lib/protocol/tool'

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
  required,
})

/** The definition that a template begins with. */
export function definitionOf(template: FunctionTemplate, t: Translate): FunctionDefinition {
  const p = (name: Parameter, schema?: object) => parameter(t, name, schema)
  const made = (name: string, parameters: FunctionDefinition['parameters']): FunctionDefinition => ({
    name,
    description: t(`${template}.text`),
    parameters,
  })
  switch (template) {
    case 'empty':
      return { name: 'my_function', description: '', parameters: object({}, []) }
    case 'order_total': {
      const item = object({ item_type: p('item_type'), quantity: p('quantity', { type: 'integer' }) }, [
        'item_type',
        'quantity',
      ])
      return made('calculate_order_total', object({ items: { type: 'array', items: item } }, ['items']))
    }
    case 'weather':
      return made(
        'get_weather',
        object({ city: p('city'), unit: { ...text, enum: ['celsius', 'fahrenheit'] } }, ['city']),
      )
    case 'search':
      return made(
        'search_documents',
        object({ query: p('query'), limit: p('limit', { type: 'integer', minimum: 1, maximum: 20 }) }, ['query']),
      )
    case 'customer':
      return made('find_customer', object({ email: p('email', { ...text, format: 'email' }) }, ['email']))
    case 'ticket': {
      const priority = p('priority', { ...text, enum: ['low', 'normal', 'high'] })
      return made('create_ticket', object({ title: p('title'), details: p('details'), priority }, ['title', 'details']))
    }
    case 'meeting': {
      const start = p('start', { ...text, format: 'date-time' })
      const minutes = p('minutes', { type: 'integer', minimum: 5 })
      const guests = p('guests', { type: 'array', items: text })
      return made('schedule_meeting', object({ title: p('title'), start, minutes, guests }, ['title', 'start']))
    }
    case 'currency':
      return made(
        'convert_currency',
        object({ amount: p('amount', { type: 'number' }), from: p('from'), to: p('to') }, ['amount', 'from', 'to']),
      )
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
