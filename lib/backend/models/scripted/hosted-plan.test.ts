import { describe, expect, it } from 'vitest'
import { callsOfChunks, chunksOf, inputOf, runHere, textOfChunks, user, weather } from '../testing/model-input-fixture'
import type { ModelInput } from '../model'
import { createScriptedModel } from './scripted'

const model = createScriptedModel(runHere, { paceMs: 0, sleep: async () => undefined })
const both = { code_interpreter: 'code_interpreter', file_search: 'file_search' } as const
const functions = Object.values(both).map((name) => ({ name, parameters: { type: 'object' } }))

const asked = (message: string, settings: Partial<ModelInput> = {}) =>
  inputOf({ turns: [user(message)], functions, hosted: both, ...settings })

async function callFor(message: string, settings: Partial<ModelInput> = {}) {
  const [call, ...others] = callsOfChunks(await chunksOf(model(asked(message, settings))))
  expect(others).toEqual([])
  return call && { name: call.name, ...(JSON.parse(call.arguments) as { code?: string; query?: string }) }
}

async function answerTo(message: string, name: string, output: string): Promise<string> {
  const calls = [{ id: 'call_1', name, arguments: '{}', output }]
  return textOfChunks(await chunksOf(model(asked(message, { turns: [user(message), { role: 'calls', calls }] }))))
}

describe('the scripted model with tools that are executed for it', () => {
  it.each([
    ['How much should I contribute to my retirement plan?', ['goal = 1000000', 'years = 30', 'rate = 5 / 100']],
    [
      'I am 40 and want to retire at 60 with $500,000. How much should I save each year at 4%?',
      ['goal = 500000', 'years = 20', 'rate = 4 / 100'],
    ],
    ['我今年35岁，想退休时有200万元，每年要存多少？收益率按3%算', ['goal = 2000000', 'years = 30', 'rate = 3 / 100']],
    ['What is $1,000 worth after 10 years at 5%?', ['principal = 1000', 'years = 10']],
    ['What is 15% of 240?', ['15 / 100 * 240']],
    ['240的15%是多少', ['15 / 100 * 240']],
    ['What is the average of 3, 5 and 10?', ['statistics.mean', '[3, 5, 10]']],
    ['求 3、5、10 的中位数', ['statistics.median', '[3, 5, 10]']],
    ['What is 1,200 × (3 + 4)?', ['1200 * (3 + 4)']],
    ['Run this:\n```python\nprint(1)\n```', ['print(1)']],
    ['Draw a chart of the sales.', ['csv.DictReader', '/mnt/data/chart.svg', '{title} by {named}']],
    ['画一张柱状图，显示每个月卖出了多少茶叶。', ['csv.DictReader', '{title}，按{named}，共 {len(bars)} 行']],
  ])('computes for %s', async (message, parts) => {
    const call = await callFor(message)
    expect(call?.name).toBe('code_interpreter')
    for (const part of parts) expect(call?.code).toContain(part)
  })

  it('says the amount that the tool has computed, and what was assumed', async () => {
    const plan = 'How much should I contribute to my retirement plan?'
    const answer = await answerTo(plan, 'code_interpreter', 'result: 15,051.44\n')
    expect(answer).toContain('You should contribute $15,051.44 per year')
    expect(answer).toContain('You did not say the goal, the years, or the interest, so that is assumed.')
    expect(answer).toContain('scripted model')
    expect(await answerTo('求 3、5、10 的中位数', 'code_interpreter', 'result: 5')).toContain('3、5、10 的中位数是 5。')
  })

  it('says what the code said where that has no result', async () => {
    const answer = await answerTo('What is 15% of 240?', 'code_interpreter', 'NameError: no')
    expect(answer).toContain('NameError: no')
    expect(answer).not.toContain('is NameError')
  })

  it('searches for what it does not compute, and quotes the best chunk with its marker', async () => {
    const question = 'How many days of holiday do I have?'
    expect(await callFor(question)).toEqual({ name: 'file_search', query: question })
    const output =
      '【0:0†handbook.md】\nWelcome. You have 30 days of holiday. Take them.\n\n【0:1†old.md】\nYou have 20 days.'
    expect(await answerTo(question, 'file_search', output)).toContain(
      'handbook.md says: “You have 30 days of holiday. Take them.”【0:0†handbook.md】',
    )
    expect(await answerTo(question, 'file_search', 'Nothing was found.')).toContain('Nothing was found')
    expect(await answerTo('年假有几天？', 'file_search', '【2:0†手册.md】\n年假十五天。')).toContain(
      '手册.md 中写道：“年假十五天。”【2:0†手册.md】',
    )
  })

  it.each(['Hello!', 'Thanks', 'What can you do?', 'Write 50 words about the sea.', 'Do not use any tools. Why?'])(
    'calls nothing for %s',
    async (message) => {
      expect(await callFor(message)).toBeUndefined()
    },
  )

  it('calls the functions of the user first, and none of the tools after them', async () => {
    const message = 'What is the weather in Paris?'
    const settings = { functions: [...functions, weather] }
    expect(await callFor(message, settings)).toEqual({ name: 'get_weather', city: 'Paris' })
    const turns = [
      user(message),
      { role: 'calls', calls: [{ id: '1', name: 'get_weather', arguments: '{}', output: 'sunny' }] },
    ] as const
    expect(await callFor(message, { ...settings, turns })).toBeUndefined()
  })

  it('makes the call that is demanded, and none that is forbidden', async () => {
    const choose = (name: string) => ({ tool_choice: { type: 'function', function: { name } } }) as const
    expect(await callFor('Hello!', choose('file_search'))).toEqual({ name: 'file_search', query: 'Hello!' })
    expect((await callFor('Hello "you"!', choose('code_interpreter')))?.code).toContain(String.raw`"Hello \"you\"!"`)
    expect((await callFor('Hello!', { tool_choice: 'required' }))?.name).toBe('file_search')
    expect(await callFor('What is 1 + 1?', { tool_choice: 'none' })).toBeUndefined()
  })

  it('says what it can do with them', async () => {
    expect(textOfChunks(await chunksOf(model(asked('What can you do?'))))).toContain('compute with Python')
  })
})
