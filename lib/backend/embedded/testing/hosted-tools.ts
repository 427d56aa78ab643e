// Hosted tools that play what a test has put on, and stand still where the test wants them to.
import type { SearchResult } from '@/lib/protocol/step'
import {
  hostedToolsOf,
  type HostedCall,
  type HostedEvent,
  type HostedTool,
  type HostedToolType,
} from '../tools/hosted-tool'
import { HOW_TO_CITE, searchOutput } from '../tools/search-output'
import type { Gate } from './tapes'

type Script = readonly (HostedEvent | Gate | Error)[]
type Plays = (call: HostedCall) => Script

export const codeTool = { type: 'code_interpreter' } as const
export const searchTool = { type: 'file_search' } as const

/** `calls` are those that were executed, `aborted` how many of them were told to stop. */
export function createHostedTools(types: readonly HostedToolType[] = ['code_interpreter', 'file_search']) {
  const scripts: (Script | Plays)[] = []
  const calls: HostedCall[] = []
  const state = { aborted: 0 }
  const toolOf = (type: HostedToolType): HostedTool => ({
    type,
    declaration: () => ({
      description: type === 'file_search' ? HOW_TO_CITE : 'Runs Python.',
      parameters: { type: 'object' },
    }),
    async *execute(call, { signal }) {
      calls.push(call)
      const script = scripts.shift()
      if (!script) throw new Error('No script was put on for this call.')
      for (const item of typeof script === 'function' ? script(call) : script) {
        if (item instanceof Error) throw item
        if ('pass' in item) await item.pass(signal).finally(() => (state.aborted += signal.aborted ? 1 : 0))
        else yield item
      }
    },
  })
  const put = (...added: (Script | Plays)[]) => void scripts.push(...added)
  return { tools: hostedToolsOf(types.map(toolOf)), calls, state, put }
}

export const logs = (text: string, index = 0): HostedEvent => ({
  type: 'outputs',
  outputs: [{ index, type: 'logs', logs: text }],
})
export const image = (file_id: string, index = 0): HostedEvent => ({
  type: 'outputs',
  outputs: [{ index, type: 'image', image: { file_id } }],
})
export const answer = (output: string, files: { path: string; file_id: string }[] = []): HostedEvent => ({
  type: 'answer',
  output,
  files,
})

export const result = (file_id: string, file_name: string, text: string): SearchResult => ({
  ...{ file_id, file_name, score: 0.5 },
  content: [{ type: 'text', text }],
})

/** A search that finds these. */
export const finds =
  (...results: SearchResult[]): Plays =>
  ({ ordinal }) => [
    {
      type: 'found',
      found: {
        ranking_options: { ranker: 'default_2024_08_21', score_threshold: 0 },
        results: results.map((each, index) => ({ ...each, index })),
      },
    },
    answer(searchOutput(results, ordinal)),
  ]
