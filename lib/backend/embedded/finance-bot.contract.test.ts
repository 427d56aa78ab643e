// The scripted model with hosted tools, as a user meets them: code computes an amount, a search is quoted.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createModelRegistry } from '@/lib/backend/models/registry'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { answer, codeTool, createHostedTools, finds, logs, result, searchTool } from './testing/hosted-tools'
import { messagesOf, settled, stepsOf } from './testing/weather'

const models = createModelRegistry({ paceMs: 0, sleep: async () => undefined })

let wire: TestBackend
let hosted: ReturnType<typeof createHostedTools>
beforeEach(async () => {
  hosted = createHostedTools()
  wire = await startEmbedded(models, { tools: hosted.tools })
})
afterEach(() => wire.close())

async function ask(content: string, tools: readonly object[]) {
  const assistant = await wire.assistant({ model: 'scripted', name: 'Personal finance bot', tools: [...tools] as [] })
  const thread = await wire.thread({ messages: [{ role: 'user', content }] })
  const run = await settled(wire, await wire.run(thread.id, { assistant_id: assistant.id }))
  const { data: steps } = await stepsOf(wire, run)
  const { data: messages } = await messagesOf(wire, thread.id)
  return { run, steps, message: messages.at(-1) }
}

it('computes what to contribute to a retirement plan, in two steps', async () => {
  hosted.put([logs('result: 478.00\n'), answer('result: 478.00\n')])
  const { run, steps, message } = await ask('How much should I contribute to my retirement plan?', [codeTool])
  expect(run).toMatchObject({ status: 'completed', usage: { total_tokens: expect.any(Number) as number } })
  expect(steps.map(({ type, status }) => [type, status])).toEqual([
    ['tool_calls', 'completed'],
    ['message_creation', 'completed'],
  ])
  expect(hosted.calls[0]?.input).toContain('payment = goal * rate')
  const said = 'You should contribute $478.00 per year'
  expect(message).toMatchObject({ content: [{ text: { value: expect.stringContaining(said) as string } }] })
})

it('quotes what a search has found, with its citation', async () => {
  hosted.put(finds(result('file-1', '员工手册.md', '请假要提前申请。年假每年十五天。')))
  const { message } = await ask('年假有几天？', [searchTool])
  expect(hosted.calls[0]?.input).toBe('年假有几天？')
  expect(message).toMatchObject({
    content: [
      {
        text: {
          value: expect.stringContaining('员工手册.md 中写道：“年假每年十五天。”【0:0†员工手册.md】') as string,
          annotations: [{ type: 'file_citation', file_citation: { file_id: 'file-1' } }],
        },
      },
    ],
  })
})
