// The file search: chunks of the vector stores of the assistant and of the thread.
import { ApiError } from '@/lib/protocol/error'
import type { Run } from '@/lib/protocol/run'
import type { SearchResult } from '@/lib/protocol/step'
import type { Store } from '@/lib/backend/store/store'
import type { VectorStores } from '../vector-stores/create-vector-stores'
import { HostedToolError, type HostedTool } from './hosted-tool'
import { HOW_TO_CITE, searchOutput } from './search-output'

/** So long a run waits for the files of its thread, as the protocol's own service does. */
const INDEXED_WITHIN_MS = 60_000

const MAX_RESULTS = 20

/** What the wire calls the ranking. */
const RANKER = 'default_2024_08_21'

interface FileSearchOptions {
  readonly store: Store
  readonly vectorStores: Pick<VectorStores, 'search' | 'untilIndexed'>
}

export const createFileSearch = ({ store, vectorStores }: FileSearchOptions): HostedTool => ({
  type: 'file_search',
  declaration: () => ({
    description: `Searches the files of this conversation and returns their best passages. ${HOW_TO_CITE}`,
    parameters: {
      type: 'object',
      properties: { query: { type: 'string', description: 'What to search for, in the language of the files.' } },
      required: ['query'],
    },
  }),
  async ready(run, signal) {
    for (const id of (await storesOf(store, run)).ofThread) {
      const state = await vectorStores.untilIndexed(id, { withinMs: INDEXED_WITHIN_MS, signal })
      if (state === 'expired') {
        throw new HostedToolError(`The thread's vector store ${id} has expired: its files cannot be searched any more.`)
      }
    }
  },
  async *execute(call, { run }) {
    const tool = run.tools.find(({ type }) => type === 'file_search')
    const { max_num_results: maxResults = MAX_RESULTS, ranking_options: ranking } =
      (tool?.type === 'file_search' && tool.file_search) || {}
    const { ofAssistant, ofThread } = await storesOf(store, run)
    const asked = { query: call.input, maxResults, scoreThreshold: ranking?.score_threshold ?? 0 }
    const { found, problems } = await searchEach(vectorStores, [...new Set([...ofAssistant, ...ofThread])], asked)
    const ranking_options = { ranker: RANKER, score_threshold: asked.scoreThreshold }
    const results = found.map((result, index) => ({ index, ...result }))
    yield { type: 'found', found: { ranking_options, results } }
    yield { type: 'answer', output: [...problems, searchOutput(found, call.ordinal)].join('\n\n') }
  },
})

async function storesOf(store: Store, run: Run) {
  const [assistant, thread] = await Promise.all([
    store.assistants.get(run.assistant_id),
    store.threads.get(run.thread_id),
  ])
  const idsOf = (owner: typeof assistant | typeof thread) => owner?.tool_resources?.file_search?.vector_store_ids ?? []
  return { ofAssistant: idsOf(assistant), ofThread: idsOf(thread) }
}

interface Asked {
  readonly query: string
  readonly maxResults: number
  readonly scoreThreshold: number
}

/** The best results of all stores; one that is gone or expired takes nothing from the others. */
async function searchEach(vectorStores: FileSearchOptions['vectorStores'], ids: readonly string[], asked: Asked) {
  const problems: string[] = []
  const found: SearchResult[] = []
  for (const id of ids) {
    try {
      const results = await vectorStores.search({ storeIds: [id], ...asked })
      for (const { file_id, filename, score, content } of results) {
        found.push({ file_id, file_name: filename, score, content: [{ type: 'text', text: content }] })
      }
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500) throw error
      problems.push(`[${error.message}]`)
    }
  }
  return { problems, found: found.toSorted((one, other) => other.score - one.score).slice(0, asked.maxResults) }
}
