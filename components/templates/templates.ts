import type { createTranslator, Messages } from 'next-intl'
import type { CreateAssistantBody } from '@/lib/protocol/assistant'
import type { FunctionDefinition, Tool } from '@/lib/protocol/tool'
import { RESPONSE_KEY } from '@/lib/run/response-schema'
import { orderTotal } from './order-total'

/** Reads the namespace `templates`: names, instructions, drafts and descriptions are in the reader's language. */
type Translate = ReturnType<typeof createTranslator<Messages, 'templates'>>

export interface Template {
  /** Its texts in the catalogue. */
  readonly id: 'emperor' | 'orders' | 'finance' | 'parallel' | 'markdown'
  /** Left out, the connection's default model. */
  readonly model?: string
  readonly functions?: (t: Translate) => readonly FunctionDefinition[]
}

const text = { type: 'string' } as const

/** The definition with what its function returns, and an answer that could be given. */
function returning(definition: FunctionDefinition, properties: Readonly<Record<string, object>>, example: object) {
  const responses = { type: 'object', properties, required: Object.keys(properties), examples: [example] }
  return { ...definition, parameters: { ...definition.parameters, [RESPONSE_KEY]: responses } }
}

/** What the overview offers to start from. */
export const templates: readonly Template[] = [
  {
    id: 'orders',
    functions: (t) => [
      returning(orderTotal(t), { total: { type: 'number' }, currency: text }, { total: 1057.5, currency: 'CNY' }),
    ],
  },
  { id: 'emperor' },
  { id: 'finance', functions: contributionFunction },
  { id: 'parallel', functions: cityFunctions },
  { id: 'markdown', model: 'scenario/markdown-showcase' },
]

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

function cityFunctions(t: Translate): FunctionDefinition[] {
  const parameters = {
    type: 'object',
    properties: { city: { type: 'string', description: t('parallel.city') } },
    required: ['city'],
  }
  const city = t('parallel.example.city')
  return [
    returning(
      { name: 'get_weather', description: t('parallel.weather'), parameters },
      { city: text, conditions: text, temperature: text },
      { city, conditions: t('parallel.example.conditions'), temperature: '18 °C' },
    ),
    returning(
      { name: 'get_local_time', description: t('parallel.local_time'), parameters },
      { city: text, local_time: text },
      { city, local_time: '08:15' },
    ),
  ]
}

const toolOf = (definition: FunctionDefinition): Tool => ({ type: 'function', function: definition })

/** The assistant that a template makes. */
export function assistantOf(template: Template, { t, model }: { t: Translate; model: string }): CreateAssistantBody {
  return {
    model: template.model ?? model,
    name: t(`${template.id}.name`),
    instructions: t(`${template.id}.instructions`),
    tools: (template.functions?.(t) ?? []).map(toolOf),
  }
}

/** The scenario models that are shown as paths of a run; a server that does not offer one leaves it out. */
export const scenarios = [
  'two-rounds',
  'parallel-tools',
  'slow-queue',
  'long-answer',
  'rate-limited',
  'server-error',
  'max-tokens',
  'expires-soon',
] as const
export type Scenario = (typeof scenarios)[number]

/** Those that show function calls and so need functions. */
const calling: readonly Scenario[] = ['two-rounds', 'parallel-tools']

export const modelOf = (scenario: Scenario) => `scenario/${scenario}`

/** The assistant that walks a scenario's path. */
export const scenarioAssistant = (scenario: Scenario, t: Translate): CreateAssistantBody => ({
  model: modelOf(scenario),
  name: t(`scenarios.${scenario}.title`),
  instructions: t('scenarios.instructions'),
  tools: calling.includes(scenario) ? cityFunctions(t).map(toolOf) : [],
})
