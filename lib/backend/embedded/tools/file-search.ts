// The file search: chunks of the vector stores of the assistant and of the thread.
import { countTokens } from '@/lib/run/tokens'
import type { Run } from '@/lib/protocol/run'
import type { SearchResult } from '@/lib/protocol/step'
import type { ToolResources } from '@/lib/protocol/tool'
import type { Store } from '@/lib/backend/store/store'
import type { VectorStores } from '../vector-stores/create-vector-stores'
import type { FoundChunk } from '../vector-stores/search-stores'
import { HostedToolError, type HostedTool } from './hosted-tool'
import { resourcesOf } from './run-resources'
import { HOW_TO_CITE, searchOutput } from './search-output'

/** So long a run waits for the files of its thread, as the protocol's own service does. */
const INDEXED_WITHIN_MS = 60_000

/** How much is put into a prompt: results unless the tool says otherwise, and tokens in any case. */
const usual = { results: 20, tokens: 16_000 }
/** As the protocol has it for models of a short context. */
const ofShortContext = { results: 5, tokens: 4_000 }
const boundsOf = ({ model }: Run) => (model.startsWith('gpt-3.5') ? ofShortContext : usual)

/** What the wire calls the ranking that it takes by itself. */
const RANKER = 'default_2024_08_21'

interface FileSearchOptions {
  readonly store: Store
  readonly vectorStores: Pick<VectorStores, 'search' | 'usable' | 'untilIndexed'>
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
    const { ofThread } = await resourcesOf(store, run)
    for (const id of storesIn(ofThread)) {
      const state = await vectorStores.untilIndexed(id, { withinMs: INDEXED_WITHIN_MS, signal })
      if (state === 'expired') {
        throw new HostedToolError(`The thread's vector store ${id} has expired: its files cannot be searched any more.`)
      }
    }
  },
  async *execute(call, { run }) {
    const tool = run.tools.find(({ type }) => type === 'file_search')
    const bounds = boundsOf(run)
    const { max_num_results: maxResults = bounds.results, ranking_options: ranking } =
      (tool?.type === 'file_search' && tool.file_search) || {}
    const { ofAssistant, ofThread } = await resourcesOf(store, run)
    const scoreThreshold = ranking?.score_threshold ?? 0
    const asked = { query: call.input, maxResults, scoreThreshold }
    // One that is gone or has expired takes nothing from the others.
    const { usable, problems } = await vectorStores.usable([...storesIn(ofAssistant), ...storesIn(ofThread)])
    const found = usable.length === 0 ? [] : await vectorStores.search({ storeIds: usable, ...asked })
    const results = withinTokens(found.map(toResult), bounds.tokens)
    const ranking_options = { ranker: RANKER, score_threshold: scoreThreshold }
    yield { type: 'found', found: { ranking_options, results: results.map((result, index) => ({ index, ...result })) } }
    const said = [...problems.map((problem) => `[${problem}]`), searchOutput(results, call.ordinal)]
    yield { type: 'answer', output: said.join('\n\n') }
  },
})

const toResult = ({ file_id, filename, score, content }: FoundChunk): SearchResult => ({
  ...{ file_id, file_name: filename, score },
  content: [{ type: 'text', text: content }],
})

/** The best as far as they fit, and one in any case. */
function withinTokens(results: readonly SearchResult[], most: number): readonly SearchResult[] {
  let tokens = 0
  const tooMany = results.findIndex((result, index) => {
    tokens += countTokens(searchOutput([result], 0))
    return index > 0 && tokens > most
  })
  return tooMany < 0 ? results : results.slice(0, tooMany)
}

const storesIn = (resources: ToolResources) => resources.file_search?.vector_store_ids ?? []
