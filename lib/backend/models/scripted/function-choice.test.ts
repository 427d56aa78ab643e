import Ajv from 'ajv/dist/2020'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderTotal } from '@/lib/protocol/testing/order-total'
import type { FunctionDefinition } from '@/lib/protocol/tool'
import { anyText } from '@/lib/run/testing/any-text'
import { chooseCalls, forceCall } from './function-choice'
import { planCalls } from './planned-call'

const retirement: FunctionDefinition = {
  name: 'calculate_retirement_contribution',
  description: 'Work out how much to put aside for retirement each year',
  parameters: {
    type: 'object',
    properties: { annual_salary: { type: 'number' }, age: { type: 'integer' } },
    required: ['annual_salary'],
  },
}

const place = { type: 'string', description: 'City name, e.g. Paris' }
const weather: FunctionDefinition = {
  name: 'get_weather',
  description: 'Get the current weather for a location',
  parameters: {
    type: 'object',
    properties: { location: place, scale: { type: 'string', enum: ['celsius', 'fahrenheit'] } },
    required: ['location'],
  },
}
const forecast: FunctionDefinition = { ...weather, name: 'get_weather_forecast', description: 'Forecast for a week' }
const time: FunctionDefinition = {
  name: 'get_current_time',
  description: 'Get the time in a city',
  parameters: { type: 'object', properties: { city: place }, required: ['city'] },
}
const email: FunctionDefinition = {
  name: 'sendEmail',
  description: 'Send an email',
  parameters: {
    type: 'object',
    properties: { to: { type: 'string', format: 'email' }, subject: { type: 'string' }, body: { type: 'string' } },
    required: ['to', 'body'],
  },
}
const flight: FunctionDefinition = {
  name: 'search_flights',
  parameters: {
    type: 'object',
    properties: {
      origin: { type: 'string' },
      destination: { type: 'string' },
      date: { type: 'string', format: 'date' },
      passengers: { type: 'integer' },
    },
    required: ['origin', 'destination'],
  },
}
const calculator: FunctionDefinition = {
  name: 'calculate',
  description: 'Evaluate a mathematical expression',
  parameters: { type: 'object', properties: { expression: { type: 'string' } }, required: ['expression'] },
}

const callsOf = (message: string, ...functions: FunctionDefinition[]) =>
  chooseCalls(message, functions).map((call) => [call.name, JSON.parse(call.arguments)])

describe('no call', () => {
  it.each([
    ['你好,请问你能做什么。', orderTotal],
    ['你好', orderTotal],
    ['请介绍一下你自己', orderTotal],
    ['你们有什么商品？', orderTotal],
    ['hello world', weather],
    ['What can you do?', weather],
    ['Tell me about yourself', weather],
    ['Write a poem about the sea', retirement],
    ['What is the weather in Paris? Do not call any functions.', weather],
    ['', weather],
  ])('for %j', (message, definition) => {
    expect(callsOf(message, definition)).toEqual([])
  })
})

describe('a call', () => {
  it('takes Chinese quantities and the kinds that a description lists', () => {
    const message = '你好，我购买了一本书和一个电子产品，请帮我计算一下订单总价'
    const items = [
      { item_type: '书籍', quantity: 1 },
      { item_type: '电子产品', quantity: 1 },
    ]
    expect(callsOf(message, orderTotal)).toEqual([['calculate_order_total', { items }]])
  })

  it('takes English ones as well', () => {
    const item = {
      type: 'object',
      properties: {
        item_type: { type: 'string', description: 'Kind of product, e.g. books, stationery, electronics' },
        quantity: { type: 'integer', description: 'How many of them' },
      },
      required: ['item_type', 'quantity'],
    }
    const total: FunctionDefinition = {
      name: 'calculate_order_total',
      description: 'Works out the total price of an order from kinds of products and their quantities',
      parameters: { type: 'object', properties: { items: { type: 'array', items: item } }, required: ['items'] },
    }
    const items = [
      { item_type: 'books', quantity: 1 },
      { item_type: 'stationery', quantity: 2 },
    ]
    const message = 'Hello, I bought a book and two pens. Please work out the total of my order.'
    expect(callsOf(message, total)).toEqual([['calculate_order_total', { items }]])
  })

  it.each([
    [
      '订单总价：两本书、三支笔',
      [
        ['书籍', 2],
        ['文具', 3],
      ],
    ],
    [
      '我买了十二本小说还有2台笔记本电脑，订单总价是多少',
      [
        ['书籍', 12],
        ['电子产品', 2],
      ],
    ],
    ['请计算订单总价：3本《三体》', [['三体', 3]]],
    [
      '书籍和文具的订单总价',
      [
        ['书籍', 1],
        ['文具', 1],
      ],
    ],
  ])('counts in %s', (message, expected) => {
    const items = expected.map(([item_type, quantity]) => ({ item_type, quantity }))
    expect(callsOf(message, orderTotal)).toEqual([['calculate_order_total', { items }]])
  })

  it('reads an English order for a function described in Chinese', () => {
    const items = [
      { item_type: 'novels', quantity: 2 },
      { item_type: 'laptop', quantity: 1 },
    ]
    expect(callsOf('What is the order total for two novels and a laptop?', orderTotal)).toEqual([
      ['calculate_order_total', { items }],
    ])
  })

  it('knows words by their stem', () => {
    const [call] = callsOf('How much should I contribute to my retirement plan?', retirement)
    expect(call?.[0]).toBe('calculate_retirement_contribution')
  })

  it('gives numbers to the fields they stand beside', () => {
    const message = 'I am 42 years of age and my salary is 85,000. What should I contribute for my retirement?'
    expect(callsOf(message, retirement)).toEqual([
      ['calculate_retirement_contribution', { annual_salary: 85_000, age: 42 }],
    ])
  })

  it.each([
    ["What's the weather in Paris in Fahrenheit?", { location: 'Paris', scale: 'fahrenheit' }],
    ['How is the weather in Buenos Aires', { location: 'Buenos Aires' }],
    ['北京今天天气怎么样', { location: '北京' }],
  ])('finds places: %s', (message, expected) => {
    expect(callsOf(message, weather)).toEqual([['get_weather', expected]])
  })

  it('is made once for each place', () => {
    expect(callsOf('Compare the weather in Paris and Tokyo', weather)).toEqual([
      ['get_weather', { location: 'Paris' }],
      ['get_weather', { location: 'Tokyo' }],
    ])
  })

  it('finds where from, where to and when', () => {
    const message = 'Find flights from London to New York on 2026-12-24 for 2 passengers'
    const expected = { origin: 'London', destination: 'New York', date: '2026-12-24', passengers: 2 }
    expect(callsOf(message, flight)).toEqual([['search_flights', expected]])
  })

  it('finds addresses and quotations', () => {
    expect(callsOf('Email ada@example.com: "See you at noon"', email)).toEqual([
      ['sendEmail', { to: 'ada@example.com', body: 'See you at noon' }],
    ])
  })

  it('finds arithmetic', () => {
    expect(callsOf('What is (12.5 + 3) * 4?', calculator)).toEqual([['calculate', { expression: '(12.5 + 3) * 4' }]])
  })

  it('is made of a function that the message names', () => {
    expect(callsOf('请调用 get_weather，城市：上海', weather)).toEqual([['get_weather', { location: '上海' }]])
  })

  it('is made in parallel when two functions fit', () => {
    expect(callsOf('What is the weather in Paris and what time is it there?', weather, time)).toEqual([
      ['get_weather', { location: 'Paris' }],
      ['get_current_time', { city: 'Paris' }],
    ])
  })

  it('is made of the better of two that fit the same words', () => {
    expect(callsOf('Weather in Paris', forecast, weather).map(([name]) => name)).toEqual(['get_weather_forecast'])
  })

  it('can be demanded', () => {
    expect(forceCall('hello', [time, weather]).map((call) => call.name)).toEqual(['get_current_time'])
    expect(forceCall('how is the weather', [time, weather]).map((call) => call.name)).toEqual(['get_weather'])
  })
})

describe('arguments', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false })
  const text = fc.constantFrom(
    'hello world',
    '我买了两本书和3个苹果',
    'Book 2 flights from Paris to Rome on 2026-05-01, my id is A-17',
    '"quoted" 12.5% of 1,200 for ada@example.com',
    '',
  )
  const property = fc.oneof(
    fc.constantFrom(
      { type: 'string' },
      { type: 'string', enum: ['book', '苹果', 'x'] },
      { type: 'string', maxLength: 5 },
      { type: 'integer', minimum: 5 },
      { type: 'number', maximum: 10 },
      { type: 'boolean' },
      { type: 'array', items: { type: 'string' }, maxItems: 2 },
      { type: 'array', items: { type: 'number' }, minItems: 1 },
      { type: ['string', 'null'] },
      { anyOf: [{ type: 'integer' }, { type: 'string', pattern: '^[a-z]+$' }] },
      (orderTotal.parameters as { properties: { items: object } }).properties.items,
    ),
  )
  const names = fc.constantFrom('city', 'date', 'id', 'quantity', 'items', 'query', 'email', 'name', 'from', 'total')
  const parameters = fc
    .tuple(fc.dictionary(names, property, { maxKeys: 5 }), fc.boolean())
    .map(([properties, all]) => ({
      type: 'object',
      properties,
      required: all ? Object.keys(properties) : Object.keys(properties).slice(0, 1),
      additionalProperties: false,
    }))

  it('follow the schema, whatever the message', () => {
    fc.assert(
      fc.property(parameters, fc.oneof(text, fc.string(), anyText()), (schema, message) => {
        for (const call of planCalls({ name: 'f', parameters: schema }, message)) {
          expect(ajv.validate(schema, JSON.parse(call.arguments)), call.arguments).toBe(true)
        }
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  it('are an empty object for a function without parameters', () => {
    expect(planCalls({ name: 'ping' }, 'hello')).toMatchObject([{ name: 'ping', arguments: '{}' }])
  })
})

const section = (schema: object, name = 'get_section'): FunctionDefinition => ({
  name,
  description: 'Reads one section of a document',
  parameters: { type: 'object', properties: { section: schema }, required: ['section'] },
})
const chapters = section({ type: 'string', enum: ['introduction', 'methods', 'results'] })
const listed = section({ type: 'string', description: 'Which one, e.g. introduction, methods, results' })
const titled = section({ type: 'string', description: 'Title' })
const numbered = section({ type: 'integer', description: '章节的编号' })

describe('several calls of one function', () => {
  const valuesOf = (message: string, definition: FunctionDefinition) =>
    callsOf(message, definition).map(([, values]) => Object.values(values as object)[0] as unknown)

  it.each([
    ['What is the weather in Tokyo AND London?', ['Tokyo', 'London']],
    ['weather in Ulm and Graz', ['Ulm', 'Graz']],
    ['Weather in Kyoto, Nara, and Kobe please', ['Kyoto', 'Nara', 'Kobe']],
    ['How is the weather in San Francisco, CA?', ['San Francisco']],
    ['北京和上海的天气怎么样', ['北京', '上海']],
  ])('%s', (message, places) => expect(valuesOf(message, weather)).toEqual(places))

  it.each([
    ['Read the results and the introduction section', chapters, ['results', 'introduction']],
    ['Read the introduction and methods sections', listed, ['introduction', 'methods']],
    ['Read the sections “Our aims” and “What we found”', titled, ['Our aims', 'What we found']],
    ['Read the preface and appendix sections', titled, ['preface', 'appendix']],
    ['Read sections 1, 2 and 5', numbered, [1, 2, 5]],
    ['Read section 2 and section 7', numbered, [2, 7]],
    ['请读第一章和第3章 section', numbered, [1, 3]],
    ['Read section 4', numbered, [4]],
    ['Read the methods section', listed, ['methods']],
  ])('%s', (message, definition, values) => expect(valuesOf(message, definition)).toEqual(values))
})

describe('thanks with a wish to sum up', () => {
  const summarise = section({ type: 'string', enum: ['introduction', 'results'] }, 'summarise_section')
  const summary: FunctionDefinition = { name: 'summarise', description: 'Summarises a text', parameters: textOnly() }

  it.each(['Thanks, please summarise.', 'Thank you! Can you summarise that?', '谢谢，请总结一下'])('%s', (message) => {
    expect(callsOf(message, summarise, summary, { ...weather, description: 'Summarises the weather' })).toEqual([])
  })

  it('calls what it names', () => {
    const message = 'Thanks! And now summarise the results section.'
    expect(callsOf(message, summarise)).toEqual([['summarise_section', { section: 'results' }]])
    expect(callsOf('Please summarise this: all is well.', summary)).toHaveLength(1)
  })

  function textOnly() {
    return { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] }
  }
})

describe('a choice of units', () => {
  const inUnits = (...units: string[]): FunctionDefinition => ({
    name: 'get_cur_whether',
    description: '这是一个获得指定地点天气的函数 (weather)',
    parameters: {
      type: 'object',
      properties: { location: { type: 'string' }, unit: { type: 'string', enum: units } },
      required: ['location'],
    },
  })

  it.each([
    ['今天北京的天气怎么样？', ['摄氏度', '华氏度'], '摄氏度'],
    ['今天北京的天气怎么样？用华氏度', ['celsius', 'fahrenheit'], 'fahrenheit'],
    ['The weather in Paris in °F', ['c', 'f'], 'f'],
    ['The weather in Paris, Fahrenheit please', ['摄氏度', '华氏度'], '华氏度'],
  ])('%s of %j', (message, units, unit) => {
    expect(callsOf(message, inUnits(...units))).toMatchObject([['get_cur_whether', { unit }]])
  })
})
