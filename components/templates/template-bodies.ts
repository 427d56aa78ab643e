// The assistants that templates and scenarios make, with their functions. Loaded when one is started.
import type { createTranslator, Messages } from 'next-intl'
import type { CreateAssistantBody } from '@/lib/protocol/assistant'
import type { FunctionDefinition, Tool, ToolResources } from '@/lib/protocol/tool'
import { RESPONSE_KEY } from '@/lib/run/response-schema'
import { orderTotal } from './order-total'
import { modelOf, type HostedTool, type Scenario, type Template } from './templates'

/** Reads the namespace `templates`: names, instructions, drafts and descriptions are in the reader's language. */
export type Translate = ReturnType<typeof createTranslator<Messages, 'templates'>>

const text = { type: 'string' } as const

/** The definition with what its function returns, and an answer that could be given. */
function returning(definition: FunctionDefinition, properties: Readonly<Record<string, object>>, example: object) {
  const responses = { type: 'object', properties, required: Object.keys(properties), examples: [example] }
  return { ...definition, parameters: { ...definition.parameters, [RESPONSE_KEY]: responses } }
}

/** The functions of a template, as its assistant gets them. */
export const functionsOf = ({ id, functions }: Template, t: Translate): readonly FunctionDefinition[] =>
  functions ? (makers[id]?.(t) ?? []) : []

const makers: Partial<Record<Template['id'], (t: Translate) => readonly FunctionDefinition[]>> = {
  orders: (t) => [
    returning(orderTotal(t), { total: { type: 'number' }, currency: text }, { total: 1057.5, currency: 'CNY' }),
  ],
  finance: contributionFunction,
  travel: travelFunctions,
  approval: refundFunctions,
  slow: stockFunction,
}

function contributionFunction(t: Translate): FunctionDefinition[] {
  const parameters = {
    type: 'object',
    properties: {
      yearly_income: { type: 'number', description: t('finance.income'), examples: [60_000] },
      age: { type: 'integer', description: t('finance.age'), examples: [40] },
    },
    required: ['yearly_income', 'age'],
  }
  const definition = { name: 'calculate_retirement_contribution', description: t('finance.function'), parameters }
  const properties = { contribution: { type: 'number' }, share_of_income: text }
  return [returning(definition, properties, { contribution: 9_000, share_of_income: '15%' })]
}

/** Parameters that are all needed, each a text with its description. */
const texts = (described: Readonly<Record<string, string>>, others: Readonly<Record<string, object>> = {}) => {
  const named = Object.entries(described).map(([name, description]) => [name, { ...text, description }])
  const properties = { ...(Object.fromEntries(named) as Readonly<Record<string, object>>), ...others }
  return { type: 'object', properties, required: Object.keys(properties) }
}

function cityFunctions(t: Translate): FunctionDefinition[] {
  const parameters = texts({ city: t('travel.city') })
  const city = t('travel.example.city')
  return [
    returning(
      { name: 'get_weather', description: t('travel.weather'), parameters },
      { city: text, conditions: text, temperature: text },
      { city, conditions: t('travel.example.conditions'), temperature: '18 °C' },
    ),
    returning(
      { name: 'get_local_time', description: t('travel.local_time'), parameters },
      { city: text, local_time: text },
      { city, local_time: '08:15' },
    ),
  ]
}

function travelFunctions(t: Translate): FunctionDefinition[] {
  const hotel = { name: 'find_hotel', description: t('travel.hotel'), parameters: texts({ city: t('travel.city') }) }
  const example = { city: t('travel.example.city'), hotel: t('travel.example.hotel'), price: 480 }
  return [...cityFunctions(t), returning(hotel, { city: text, hotel: text, price: { type: 'number' } }, example)]
}

function refundFunctions(t: Translate): FunctionDefinition[] {
  const order = t('approval.order')
  const amount = { type: 'number', description: t('approval.amount') }
  return [
    returning(
      { name: 'find_customer', description: t('approval.find'), parameters: texts({ order }) },
      { order: text, item: text, price: { type: 'number' }, customer: text },
      { order: 'T-1042', item: t('approval.example.item'), price: 129, customer: t('approval.example.customer') },
    ),
    returning(
      {
        name: 'refund_order',
        description: t('approval.refund'),
        parameters: texts({ order, reason: t('approval.reason') }, { amount }),
      },
      { refund: text, amount: { type: 'number' }, status: text },
      { refund: 'R-7', amount: 129, status: t('approval.example.status') },
    ),
  ]
}

function stockFunction(t: Translate): FunctionDefinition[] {
  const definition = {
    name: 'check_stock',
    description: t('slow.function'),
    parameters: texts({ product: t('slow.product') }),
  }
  return [returning(definition, { in_stock: { type: 'integer' } }, { in_stock: 12 })]
}

const toolOf = (definition: FunctionDefinition): Tool => ({ type: 'function', function: definition })

/** The assistant that a template makes. */
export function assistantOf(template: Template, { t, model }: { t: Translate; model: string }): CreateAssistantBody {
  return {
    model: template.model ?? model,
    name: t(`${template.id}.name`),
    instructions: t(`${template.id}.instructions`),
    tools: [...(template.hosted ? [{ type: template.hosted }] : []), ...functionsOf(template, t).map(toolOf)],
  }
}

/** How an assistant is given the files of its template. */
export const resourcesOf = (hosted: HostedTool, fileIds: readonly string[]): ToolResources =>
  hosted === 'file_search'
    ? { file_search: { vector_stores: [{ file_ids: [...fileIds] }] } }
    : { code_interpreter: { file_ids: [...fileIds] } }

/** Those that show function calls and so need functions. */
const calling: readonly Scenario[] = ['two-rounds', 'parallel-tools']

/** The assistant that walks a scenario's path. */
export const scenarioAssistant = (scenario: Scenario, t: Translate): CreateAssistantBody => ({
  model: modelOf(scenario),
  name: t(`scenarios.${scenario}.title`),
  instructions: t('scenarios.instructions'),
  tools: calling.includes(scenario) ? cityFunctions(t).map(toolOf) : [],
})
