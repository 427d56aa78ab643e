// The examples that the pages offer, as a program would run them against the scripted model.
import { describe, expect, it } from 'vitest'
import { orderTotal } from '@/lib/protocol/testing/order-total'
import { useServer } from '@/lib/server/testing/use-server'

const calculateOrderTotal = { type: 'function', function: orderTotal } as const

const playground = useServer()
const quickly = { pollIntervalMs: 10 }

async function prepared(settings: Parameters<typeof playground.client.beta.assistants.create>[0], content: string) {
  const { assistants, threads } = playground.client.beta
  const { id: assistant_id } = await assistants.create(settings)
  const { id: thread_id } = await threads.create()
  await threads.messages.create(thread_id, { role: 'user', content })
  return { runs: threads.runs, assistant_id, thread_id }
}

async function answerIn(threadId: string) {
  const { data } = await playground.client.beta.threads.messages.list(threadId)
  const part = data[0]?.content[0]
  expect(data[0]?.role).toBe('assistant')
  return part?.type === 'text' ? part.text.value : ''
}

describe('an assistant that begins every reply with the same words', () => {
  it('does so, and its runs and steps can be looked at', async () => {
    const instructions = '每句话回复前都加上我是秦始皇'
    const { runs, assistant_id, thread_id } = await prepared({ model: 'scripted', instructions }, 'hello world')
    const run = await runs.createAndPoll(thread_id, { assistant_id }, quickly)
    expect(run.status).toBe('completed')
    expect(await answerIn(thread_id)).toMatch(/^我是秦始皇/)

    expect((await runs.list(thread_id, { limit: 5 })).data.map(({ id }) => id)).toEqual([run.id])
    expect(await runs.retrieve(run.id, { thread_id })).toEqual(run)
    const { data: steps } = await runs.steps.list(run.id, { thread_id })
    const step = await runs.steps.retrieve(steps[0]!.id, { thread_id, run_id: run.id })
    expect(step).toMatchObject({ type: 'message_creation', status: 'completed' })
  })
})

describe('订单价格计算器', () => {
  const settings = {
    model: 'gpt-4-1106-preview',
    name: '订单价格计算器',
    instructions: '可以帮助客户计算当前购物车的商品总价',
    tools: [calculateOrderTotal],
  }

  it('answers what it can do without a call', async () => {
    const { runs, assistant_id, thread_id } = await prepared(settings, '你好,请问你能做什么。')
    const run = await runs.createAndPoll(thread_id, { assistant_id }, quickly)
    expect(run).toMatchObject({ status: 'completed', model: 'gpt-4-1106-preview' })
    const { data: steps } = await runs.steps.list(run.id, { thread_id })
    expect(steps.map(({ type }) => type)).toEqual(['message_creation'])
    expect(await answerIn(thread_id)).not.toBe('')
  })

  it('asks for the total of an order with arguments of the schema, and tells the total it was given', async () => {
    const question = '你好，我购买了一本书和一个电子产品，请帮我计算一下订单总价'
    const { runs, assistant_id, thread_id } = await prepared(settings, question)
    const waiting = await runs.createAndPoll(thread_id, { assistant_id }, quickly)
    expect(waiting.status).toBe('requires_action')
    const calls = waiting.required_action!.submit_tool_outputs.tool_calls
    expect(calls.map((call) => call.function.name)).toEqual(['calculate_order_total'])
    const items = [
      { item_type: '书籍', quantity: 1 },
      { item_type: '电子产品', quantity: 1 },
    ]
    expect(JSON.parse(calls[0]!.function.arguments)).toEqual({ items })

    const tool_outputs = [{ tool_call_id: calls[0]!.id, output: JSON.stringify({ total: 1099.5, currency: 'CNY' }) }]
    const done = await runs.submitToolOutputsAndPoll(waiting.id, { thread_id, tool_outputs }, quickly)
    expect(done.status).toBe('completed')
    expect(await answerIn(thread_id)).toContain('1099.5')
  })
})
