import Ajv from 'ajv/dist/2020'
import { describe, expect, it } from 'vitest'
import { orderTotal } from '@/lib/protocol/testing/order-total'
import type { FunctionDefinition } from '@/lib/protocol/tool'
import { lengthOf } from './long-text'
import type { ChatTurn, ModelInput } from '../model'
import { callsOfChunks, chunksOf, inputOf, runHere, textOfChunks, user, weather } from '../testing/model-input-fixture'
import { createScriptedModel } from './scripted'

const noWaiting = () => Promise.reject(new Error('nobody asked to wait'))
const model = createScriptedModel(runHere, { paceMs: 0, sleep: noWaiting })

const answerOf = async (overrides: Partial<ModelInput>) => textOfChunks(await chunksOf(model(inputOf(overrides))))
const callsOf = async (overrides: Partial<ModelInput>) => callsOfChunks(await chunksOf(model(inputOf(overrides))))

const answered = (name: string, output: string, args = '{}'): ChatTurn => ({
  role: 'calls',
  calls: [{ id: `call_${name}`, name, arguments: args, output }],
})

const time: FunctionDefinition = { ...weather, name: 'get_time', description: 'Time in a city' }
const both = 'What are the weather and the time in Paris?'

describe('an assistant with a prefix', () => {
  it('says 我是秦始皇 first', async () => {
    const answer = await answerOf({ instructions: '每句话回复前都加上我是秦始皇', turns: [user('hello world')] })
    expect(answer).toMatch(/^我是秦始皇，I am the scripted model, an offline stand-in/)
    expect(answer).toContain('hello world')
  })

  it('does so before outputs, too, but not inside JSON', async () => {
    const instructions = 'Begin every reply with Ahoy'
    const turns = [user('weather in Paris'), answered('get_weather', '21')]
    expect(await answerOf({ instructions, turns })).toMatch(/^Ahoy, /)
    const json = await answerOf({ instructions, turns, response_format: { type: 'json_object' } })
    expect(JSON.parse(json)).toMatchObject({ outputs: [{ name: 'get_weather', output: 21 }] })
  })
})

describe('the order price calculator', () => {
  const assistant = { instructions: '可以帮助客户计算当前购物车的商品总价', functions: [orderTotal] }

  it('says what it can do', async () => {
    const turns = [user('你好,请问你能做什么。')]
    expect(await callsOf({ ...assistant, turns })).toEqual([])
    const answer = await answerOf({ ...assistant, turns })
    expect(answer).toContain('脚本模型')
    expect(answer).toContain(assistant.instructions)
    expect(answer).toContain('`calculate_order_total`：根据多个商品类型和数量计算订单总价')
  })

  const order = user('你好，我购买了一本书和一个电子产品，请帮我计算一下订单总价')
  const items = [
    { item_type: '书籍', quantity: 1 },
    { item_type: '电子产品', quantity: 1 },
  ]

  it('asks for the total', async () => {
    const [call, ...others] = await callsOf({ ...assistant, turns: [order] })
    expect(others).toEqual([])
    expect(call).toMatchObject({ name: 'calculate_order_total', id: expect.stringMatching(/^call_\w{24}$/) })
    expect(JSON.parse(call?.arguments ?? '')).toEqual({ items })
  })

  it.each([
    ['{"total": 128.50, "currency": "CNY"}', '总计是 128.50，货币是 CNY。'],
    ['128.5', '128.5'],
    ['"128.5"', '128.5'],
    ['总价是 128.5 元', '总价是 128.5 元'],
    ['{"lines":[{"name":"书","price":12345678901234567890}],"paid":false,"note":null}', '12345678901234567890'],
    ['', '没有返回内容'],
  ])('answers with the submitted output %j', async (output, expected) => {
    const turns = [order, answered('calculate_order_total', output, JSON.stringify({ items }))]
    expect(await callsOf({ ...assistant, turns })).toEqual([])
    const answer = await answerOf({ ...assistant, turns })
    expect(answer).toContain(expected)
    expect(answer).toContain('脚本模型')
  })
})

it.each([
  ['find_hotel', '{"city": "杭州", "hotel": "湖畔酒店", "price": 480}', '城市是杭州，酒店是湖畔酒店，价格是 480。'],
  [
    'find_customer',
    '{"order": "T-1042", "item": "青花茶壶", "price": 129, "customer": "李薇"}',
    '订单号是 T-1042，商品是青花茶壶，价格是 129，顾客是李薇。',
  ],
  [
    'refund_order',
    '{"refund": "R-7", "amount": 129, "status": "已退款"}',
    '退款单号是 R-7，金额是 129，状态是已退款。',
  ],
  ['check_stock', '{"in_stock": 12}', '库存是 12。'],
])('%s is told to Chinese readers in Chinese', async (name, output, expected) => {
  const answer = await answerOf({ turns: [user('请帮我查一下。'), answered(name, output)] })
  expect(answer).toContain(`${name} 的结果：${expected}`)
})

it('the finance bot asks how much to contribute', async () => {
  const functions = [{ name: 'calculate_retirement_contribution', description: 'Yearly contribution to a plan' }]
  const turns = [user('How much should I contribute to my retirement plan?')]
  expect(await callsOf({ functions, turns })).toMatchObject([{ name: 'calculate_retirement_contribution' }])
  const answer = await answerOf({ functions, turns: [...turns, answered('calculate_retirement_contribution', '478')] })
  expect(answer).toContain('478')
})

describe('several functions', () => {
  const functions = [weather, time]

  it('are called in parallel', async () => {
    const calls = await callsOf({ functions, turns: [user(both)] })
    expect(calls.map(({ name }) => name)).toEqual(['get_weather', 'get_time'])
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2)
  })

  it('are called one after the other where parallel calls are off', async () => {
    const asked = { functions, parallel_tool_calls: false }
    const names = async (turns: readonly ChatTurn[]) => (await callsOf({ ...asked, turns })).map(({ name }) => name)
    const first = answered('get_weather', '21 degrees')
    const second = answered('get_time', '12:30')
    expect(await names([user(both)])).toEqual(['get_weather'])
    expect(await names([user(both), first])).toEqual(['get_time'])
    expect(await names([user(both), first, second])).toEqual([])
    const answer = await answerOf({ ...asked, turns: [user(both), first, second] })
    expect(answer).toContain('- The result of get_weather: 21 degrees.\n- The result of get_time: 12:30.')
  })

  it('are told apart by their arguments where one was called twice', async () => {
    const calls = ['Paris', 'Rome'].map((name, index) => ({
      id: `call_${index}`,
      name: 'get_weather',
      arguments: JSON.stringify({ city: name }),
      output: `${20 + index}`,
    }))
    const answer = await answerOf({ functions, turns: [user('Weather in Paris and Rome'), { role: 'calls', calls }] })
    expect(answer).toContain('get_weather (Paris): 20.')
    expect(answer).toContain('get_weather (Rome): 21.')
  })

  it('are asked again for the next message', async () => {
    const turns = [user(both), answered('get_weather', '21'), answered('get_time', '12:30')]
    const later: ChatTurn[] = [
      ...turns,
      { role: 'assistant', content: [{ type: 'text', text: { value: '21 and 12:30', annotations: [] } }] },
      user('And the weather in Rome?'),
    ]
    expect((await callsOf({ functions, turns: later })).map((call) => call.arguments)).toEqual(['{"city":"Rome"}'])
  })
})

describe('the tool choice', () => {
  const functions = [weather, time]
  const hello = [user('hello')]
  const named = { type: 'function', function: { name: 'get_time' } } as const

  it('none calls nothing', async () => {
    expect(await callsOf({ functions, turns: [user(both)], tool_choice: 'none' })).toEqual([])
  })

  it('required calls something, once', async () => {
    expect(await callsOf({ functions, turns: hello, tool_choice: 'required' })).toHaveLength(1)
    const turns = [...hello, answered('get_weather', '21')]
    expect(await callsOf({ functions, turns, tool_choice: 'required' })).toEqual([])
  })

  it('of a function calls that one, once', async () => {
    expect(await callsOf({ functions, turns: hello, tool_choice: named })).toMatchObject([{ name: 'get_time' }])
    const turns = [...hello, answered('get_time', '12:30')]
    expect(await callsOf({ functions, turns, tool_choice: named })).toEqual([])
  })

  it('required without functions is answered in words', async () => {
    expect(await answerOf({ turns: hello, tool_choice: 'required' })).toContain('scripted model')
  })
})

describe('the response format', () => {
  const schema = {
    type: 'object',
    properties: {
      name: { type: 'string' },
      age: { type: 'integer' },
      mood: { type: 'string', enum: ['happy', 'sad'] },
      tags: { type: 'array', items: { type: 'string' }, minItems: 1 },
      reply: { type: 'string' },
    },
    required: ['name', 'age', 'mood', 'tags', 'reply'],
    additionalProperties: false,
  }

  it('json_object gives an object', async () => {
    const answer = await answerOf({ response_format: { type: 'json_object' } })
    expect(JSON.parse(answer)).toEqual({ answer: expect.stringContaining('scripted model') })
  })

  it('json_schema gives what follows the schema, out of the message', async () => {
    const answer = await answerOf({
      turns: [user('My name is Ada Lovelace, I am 36 and sad')],
      response_format: { type: 'json_schema', json_schema: { name: 'person', schema, strict: true } },
    })
    expect(new Ajv().validate(schema, JSON.parse(answer))).toBe(true)
    expect(JSON.parse(answer)).toMatchObject({ name: 'Ada Lovelace', age: 36, mood: 'sad' })
  })

  it('json_schema takes numbers from the outputs', async () => {
    const wanted = { type: 'object', properties: { total: { type: 'number' } }, required: ['total'] }
    const answer = await answerOf({
      turns: [user('What do 2 books cost?'), answered('calculate_order_total', '{"total":128.5}')],
      response_format: { type: 'json_schema', json_schema: { name: 'total', schema: wanted } },
    })
    expect(JSON.parse(answer)).toEqual({ total: 128.5 })
  })
})

describe('long texts', () => {
  it.each([
    ['Please write 2000 words about the sea', 'en', 2_000, 'the sea'],
    ['write a 1,200-word essay on tea', 'en', 1_200, 'tea'],
    ['Tell me a long story about foxes.', 'en', 1_000, 'foxes'],
    ['写一篇关于秦始皇的长文', 'zh', 1_500, '秦始皇'],
    ['请写一篇800字的关于茶的文章', 'zh', 800, '茶'],
    ['写一篇两千字的作文', 'zh', 2_000, '这个题目'],
  ] as const)('%s', async (message, language, length, topic) => {
    const answer = await answerOf({ turns: [user(message)] })
    const body = answer.slice(answer.indexOf('\n')).replaceAll(/^##.*$/gm, '')
    expect(lengthOf(body, language)).toBe(length)
    expect(body).toContain(topic)
  })

  it.each(['What do these 3 words mean? Explain.', '这两个字怎么写？'])('are not written for %s', async (message) => {
    expect((await answerOf({ turns: [user(message)] })).length).toBeLessThan(300)
  })
})

describe('what it says of itself and of the message', () => {
  it.each([
    ['What is the meaning of it all?', 'an offline stand-in'],
    ['今天心情不错', '离线的替身'],
  ])('in the language of %s', async (message, expected) => {
    const answer = await answerOf({ turns: [user(message)] })
    expect(answer).toContain(expected)
    expect(answer).toContain(message)
  })

  it.each([
    ['Hello!', 'Hello! I am the scripted model, an offline stand-in'],
    ['你好', '你好！我是脚本模型，一个离线的替身'],
    ['Thanks a lot!', 'You are welcome.'],
    ['谢谢', '不客气。'],
  ])('greets and thanks: %s', async (message, expected) => {
    const answer = await answerOf({ turns: [user(message)], functions: [weather] })
    expect(answer.slice(0, expected.length)).toBe(expected)
    expect(answer).toMatch(/scripted model|脚本模型/)
    expect(answer).not.toMatch(/understand|理解|None of my functions|都不适合/)
  })

  it.each([
    [
      'What is the weather in Paris?',
      'The result of get_weather: the city is Paris, the local time is 08:15, the conditions are light rain, raining: yes and no note.',
    ],
    [
      '巴黎天气怎么样？',
      'get_weather 的结果：城市是 Paris，当地时间是 08:15，天气是 light rain，raining：是，没有 note。',
    ],
  ])('tells an output in a sentence: %s', async (message, expected) => {
    const output = '{"city":"Paris","local_time":"08:15","conditions":"light rain","raining":true,"note":null}'
    expect(await answerOf({ turns: [user(message), answered('get_weather', output)] })).toContain(expected)
  })

  it('names functions that do not fit, images that it cannot see, and an empty thread', async () => {
    expect(await answerOf({ turns: [user('Sing a song')], functions: [weather] })).toContain(
      'None of my functions (get_weather) fits it.',
    )
    const image = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } } as const
    expect(await answerOf({ turns: [{ role: 'user', content: [image] }] })).toContain(
      'an image with it that I cannot see',
    )
    expect(await answerOf({ turns: [] })).toContain('There is no message yet')
  })
})
