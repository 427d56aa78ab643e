import type { createTranslator, Messages } from 'next-intl'
import type { CreateAssistantBody } from '@/lib/protocol/assistant'
import type { FunctionDefinition, Tool } from '@/lib/protocol/tool'
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

/** What the overview offers to start from. */
export const templates: readonly Template[] = [
  { id: 'orders', functions: (t) => [orderTotal(t)] },
  { id: 'emperor' },
  {
    id: 'finance',
    functions: (t) => [
      {
        name: 'calculate_retirement_contribution',
        description: t('finance.function'),
        parameters: {
          type: 'object',
          properties: {
            yearly_income: { type: 'number', description: t('finance.income'), examples: [60_000] },
            age: { type: 'integer', description: t('finance.age'), examples: [40] },
          },
          required: ['yearly_income', 'age'],
        },
      },
    ],
  },
  {
    id: 'parallel',
    functions: cityFunctions,
  },
  { id: 'markdown', model: 'scenario/markdown-showcase' },
]

function cityFunctions(t: Translate): FunctionDefinition[] {
  const parameters = {
    type: 'object',
    properties: { city: { type: 'string', description: t('parallel.city') } },
    required: ['city'],
  }
  return [
    { name: 'get_weather', description: t('parallel.weather'), parameters },
    { name: 'get_local_time', description: t('parallel.local_time'), parameters },
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
