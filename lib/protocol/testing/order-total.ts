import type { FunctionDefinition } from '../tool'

/** The function of the course's example, word for word: what is offered, and what models are tested with. */
export const orderTotal: FunctionDefinition = {
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
