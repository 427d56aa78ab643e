import type { FunctionDefinition } from '@/lib/protocol/tool'

/** What "add function" offers to start from; the keys are those of the catalogue under assistants.form.samples. */
export const functionSamples = {
  empty: {
    name: 'my_function',
    description: '',
    parameters: { type: 'object', properties: {}, required: [] },
  },
  order_total: {
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
  },
  weather: {
    name: 'get_weather',
    description: 'Tells the weather of a city now',
    parameters: {
      type: 'object',
      properties: {
        city: { type: 'string', description: 'City, e.g. Hangzhou' },
        unit: { type: 'string', enum: ['celsius', 'fahrenheit'] },
      },
      required: ['city'],
    },
  },
  search: {
    name: 'search_documents',
    description: 'Searches our documents and returns the passages that fit best',
    parameters: {
      type: 'object',
      properties: {
        query: { type: 'string', description: 'What to look for' },
        limit: { type: 'integer', minimum: 1, maximum: 20 },
      },
      required: ['query'],
    },
  },
} as const satisfies Record<string, FunctionDefinition>
