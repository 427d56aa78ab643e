// Functions as assistants of tests have them. The scripted model calls those that fit a message.

export const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Tells the weather in a city.',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string', description: 'Name of the city.' } },
      required: ['city'],
    },
  },
} as const

export const stockPrice = {
  type: 'function',
  function: {
    name: 'get_stock_price',
    description: 'Tells the price of a stock.',
    parameters: {
      type: 'object',
      properties: { symbol: { type: 'string', description: 'Ticker symbol of the stock.' } },
      required: ['symbol'],
    },
  },
} as const
