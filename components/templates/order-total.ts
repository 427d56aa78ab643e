import type { FunctionDefinition } from '@/lib/protocol/tool'

type Translate = (key: 'orders.function' | 'orders.item_type' | 'orders.quantity') => string

/** The function of the order price calculator; in Chinese word for word as the course that it comes from has it. */
export const orderTotal = (t: Translate): FunctionDefinition => ({
  name: 'calculate_order_total',
  description: t('orders.function'),
  parameters: {
    type: 'object',
    properties: {
      items: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            item_type: { type: 'string', description: t('orders.item_type') },
            quantity: { type: 'integer', description: t('orders.quantity') },
          },
          required: ['item_type', 'quantity'],
        },
      },
    },
    required: ['items'],
  },
})
