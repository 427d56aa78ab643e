import type { createTranslator, Messages } from 'next-intl'
import type { CreateAssistantBody } from '@/lib/protocol/assistant'
import type { FunctionDefinition } from '@/lib/protocol/tool'

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
  { id: 'orders', functions: () => [orderTotal] },
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
            yearly_income: { type: 'number', description: t('finance.income') },
            age: { type: 'integer', description: t('finance.age') },
          },
          required: ['yearly_income', 'age'],
        },
      },
    ],
  },
  {
    id: 'parallel',
    functions: (t) => [
      { name: 'get_weather', description: t('parallel.weather'), parameters: cityOnly(t) },
      { name: 'get_local_time', description: t('parallel.local_time'), parameters: cityOnly(t) },
    ],
  },
  { id: 'markdown', model: 'scenario/markdown-showcase' },
]

const cityOnly = (t: Translate) => ({
  type: 'object',
  properties: { city: { type: 'string', description: t('parallel.city') } },
  required: ['city'],
})

const orderTotal: FunctionDefinition = {
  name: 'calculate_order_total',
  description: '根据多个商品类型和数量计算订单总价',
  parameters: {
    type: 'object',
    properties: {
      items: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            item_type: { type: 'string', description: '商品类型,例如:书籍,文具,电子产品' },
            quantity: { type: 'integer', description: '商品数量' },
          },
          required: ['item_type', 'quantity'],
        },
      },
    },
    required: ['items'],
  },
}

/** The assistant that a template makes. */
export function assistantOf(template: Template, { t, model }: { t: Translate; model: string }): CreateAssistantBody {
  return {
    model: template.model ?? model,
    name: t(`${template.id}.name`),
    instructions: t(`${template.id}.instructions`),
    tools: (template.functions?.(t) ?? []).map((definition) => ({ type: 'function', function: definition })),
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

export const modelOf = (scenario: Scenario) => `scenario/${scenario}`
