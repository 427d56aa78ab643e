import { expect, it } from 'vitest'
import { unableTools } from './tools-here'

const tools = ['function', 'code_interpreter', 'bing_grounding', 'file_search', 'code_interpreter'].map((type) => ({
  type,
}))

it('says which tools a backend cannot run, by what it can', () => {
  const here = { kind: 'embedded', capabilities: { hosted_tools: false } } as const
  expect(unableTools(tools, here)).toEqual(['code_interpreter', 'bing_grounding', 'file_search'])
  expect(unableTools(tools, { ...here, capabilities: { hosted_tools: true } })).toEqual(['bing_grounding'])
  expect(unableTools(tools, { kind: 'foundry', capabilities: { hosted_tools: true } })).toEqual([])
  expect(unableTools([{ type: 'function' }], here)).toEqual([])
})
