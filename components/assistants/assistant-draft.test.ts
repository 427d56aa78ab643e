import { describe, expect, it } from 'vitest'
import { createAssistantBody, type Assistant } from '@/lib/protocol/assistant'
import { bodyOf, changedBody, draftOf, emptyDraft, sameDraft } from './assistant-draft'
import { functionNameOf } from './function-draft'

const assistant: Assistant = {
  id: 'asst_1',
  object: 'assistant',
  created_at: 1_700_000_000,
  name: '订单价格计算器',
  description: null,
  model: 'scripted',
  instructions: '可以帮助客户计算当前购物车的商品总价',
  tools: [
    { type: 'file_search' },
    { type: 'function', function: { name: 'calculate_order_total', parameters: { type: 'object' } } },
  ],
  tool_resources: null,
  metadata: { team: 'shop' },
  temperature: 0.2,
  top_p: null,
  response_format: { type: 'json_schema', json_schema: { name: 'total', schema: { type: 'object' } } },
}

describe('a draft', () => {
  it('comes back as the settings it was made of', () => {
    const { id: _id, object: _object, created_at: _at, ...settings } = assistant
    const [fileSearch, fn] = assistant.tools
    expect(bodyOf(draftOf(assistant))).toEqual({ ...settings, tools: [fn, fileSearch] })
  })

  it('keeps what its tools work with, and sends it where it was changed', () => {
    const tool_resources = { code_interpreter: { file_ids: ['file-1'] }, file_search: { vector_store_ids: ['vs_1'] } }
    const saved = draftOf({ ...assistant, tool_resources })
    expect(bodyOf(saved)).toMatchObject({ tool_resources })
    expect(changedBody({ ...saved, name: 'Other' }, saved)).toEqual({ name: 'Other' })
    expect(changedBody({ ...saved, codeFiles: ['file-1', 'file-2'] }, saved)).toEqual({
      tool_resources: { ...tool_resources, code_interpreter: { file_ids: ['file-1', 'file-2'] } },
    })
    expect(changedBody({ ...saved, codeFiles: [], stores: [] }, saved)).toEqual({
      tool_resources: { code_interpreter: { file_ids: [] }, file_search: { vector_store_ids: [] } },
    })
  })

  it('without a word makes a body that the wire accepts', () => {
    const body = bodyOf(emptyDraft('scripted'))
    expect(createAssistantBody.parse(body)).toEqual(body)
    expect(body).toMatchObject({ name: null, instructions: null, temperature: null, response_format: 'auto' })
  })

  it('leaves at its default what the server tells by the number of the default', () => {
    const saved = { ...assistant, temperature: 1, top_p: 1 }
    expect(bodyOf(draftOf(saved))).toMatchObject({ temperature: null, top_p: null })
  })

  it('is the same until something is typed', () => {
    const draft = draftOf(assistant)
    expect(sameDraft(draft, draftOf({ ...assistant }))).toBe(true)
    expect(sameDraft(draft, { ...draft, instructions: '' })).toBe(false)
  })
})

it.each([
  ['{"name": "a", "parameters": {}}', 'a'],
  ['{"parameters": {"name": "x"}, "name": "b"}', 'b'],
  ['{"name": "c", "para', 'c'],
  ['{"name": ""}', undefined],
  ['null', undefined],
])('reads of %s the name %s', (source, name) => {
  expect(functionNameOf(source)).toBe(name)
})
