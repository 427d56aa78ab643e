// Query keys: [connection, noun, …]. A shorter key is the branch of all that begin with it, so that a mutation or a
// change invalidates a branch and never misses a page of it.
import type { LabelKind } from '@/lib/protocol/playground'
import type { RunFilter, ThreadFilter } from './api'

export const keys = {
  models: (connection: string) => [connection, 'models'] as const,
  /** All lists of files, and where files are used. */
  fileLists: (connection: string) => [connection, 'files', 'list'] as const,
  fileList: (connection: string, filter: object) => [connection, 'files', 'list', filter] as const,
  file: (connection: string, id: string) => [connection, 'files', 'one', id] as const,
  /** What stands in a file never changes. */
  fileBeginning: (connection: string, id: string, bytes: number) => [connection, 'file beginning', id, bytes] as const,
  fileText: (connection: string, id: string) => [connection, 'file text', id] as const,
  fileUses: (connection: string, ids: readonly string[]) => [connection, 'file uses', ids] as const,
  /** The lists of vector stores and all that is known of each: its files change with it. */
  vectorStores: (connection: string) => [connection, 'vector stores'] as const,
  vectorStoreLists: (connection: string) => [connection, 'vector stores', 'list'] as const,
  vectorStoreList: (connection: string, order: string) => [connection, 'vector stores', 'list', order] as const,
  vectorStore: (connection: string, id: string) => [connection, 'vector stores', 'one', id] as const,
  storeFiles: (connection: string, id: string, filter: string) =>
    [connection, 'vector stores', 'one', id, 'files', filter] as const,
  storeFile: (connection: string, { store, file }: { readonly store: string; readonly file: string }) =>
    [connection, 'vector stores', 'one', store, 'file', file] as const,
  storeEmbeddings: (connection: string, id: string) => [connection, 'vector stores', 'one', id, 'embeddings'] as const,
  /** Results and texts that stand on the page stay as they were found: changes of the store do not make them stale. */
  storeSearch: (connection: string, id: string, body: object) => [connection, 'store search', id, body] as const,
  storeContent: (connection: string, at: { readonly store: string; readonly file: string }) =>
    [connection, 'store content', at] as const,
  /** The state of the connection's account. */
  account: (connection: string) => [connection, 'account'] as const,
  /** Whether the connection's backend answers. */
  backend: (connection: string) => [connection, 'backend'] as const,
  /** The comparison of a thread with the account. Changes elsewhere do not make it stale. */
  comparison: (connection: string, thread: string) => [connection, 'comparison', thread] as const,

  assistants: (connection: string) => [connection, 'assistants'] as const,
  assistantLists: (connection: string) => [connection, 'assistants', 'list'] as const,
  assistantList: (connection: string, filter: object) => [connection, 'assistants', 'list', filter] as const,
  assistant: (connection: string, id: string) => [connection, 'assistants', 'one', id] as const,

  demo: (connection: string, assistant: string) => [connection, 'demo', assistant] as const,

  threads: (connection: string) => [connection, 'threads'] as const,
  /** All lists of threads, and what is counted and labelled of them. */
  threadLists: (connection: string) => [connection, 'threads', 'list'] as const,
  threadList: (connection: string, filter: ThreadFilter) => [connection, 'threads', 'list', filter] as const,
  emptyThreads: (connection: string) => [connection, 'threads', 'list', 'empty'] as const,
  /** Not a list: it is asked for by itself while the backend's list is read. */
  threadIndex: (connection: string) => [connection, 'thread index'] as const,
  /** All of one thread: its summary, messages and runs. */
  thread: (connection: string, id: string) => [connection, 'threads', 'one', id] as const,
  threadSummary: (connection: string, id: string) => [connection, 'threads', 'one', id, 'summary'] as const,
  messages: (connection: string, thread: string) => [connection, 'threads', 'one', thread, 'messages'] as const,
  /** One message in another form than the list of messages has it. */
  message: (connection: string, { thread_id, id }: { thread_id: string; id: string }, form: 'whole' | 'raw') =>
    [connection, 'threads', 'one', thread_id, 'messages', id, form] as const,
  /** Ids of messages that this page was told were deleted. */
  deletedMessages: (connection: string, thread: string) => [connection, 'deleted messages', thread] as const,
  threadResources: (connection: string, thread: string) => [connection, 'threads', 'one', thread, 'resources'] as const,
  threadRuns: (connection: string, thread: string) => [connection, 'threads', 'one', thread, 'runs'] as const,

  /** The runs before and after one of the thread. */
  neighbourRuns: (connection: string, { thread_id, id }: { thread_id: string; id: string }) =>
    [connection, 'threads', 'one', thread_id, 'runs', 'beside', id] as const,

  runs: (connection: string) => [connection, 'runs'] as const,
  runLists: (connection: string) => [connection, 'runs', 'list'] as const,
  runList: (connection: string, filter: RunFilter) => [connection, 'runs', 'list', filter] as const,
  runCounts: (connection: string, filter: RunFilter) => [connection, 'runs', 'list', 'counts', filter] as const,
  /** The labels in use, beside the lists that they filter. */
  labels: (connection: string, kind: LabelKind) => [connection, `${kind}s`, 'list', 'labels'] as const,
  words: (connection: string, q: string) => [connection, 'words', q] as const,
  place: (connection: string, id: string) => [connection, 'place', id] as const,
  /** The functions that an assistant's latest expired runs were waiting for. */
  unanswered: (connection: string, assistant: string) => [connection, 'runs', 'list', 'unanswered', assistant] as const,
  /** The newest run of an assistant. */
  latestRun: (connection: string, assistant: string) => [connection, 'runs', 'list', 'latest', assistant] as const,
  /** All of one run: its summary and steps. */
  run: (connection: string, id: string) => [connection, 'runs', 'one', id] as const,
  runSummary: (connection: string, id: string) => [connection, 'runs', 'one', id, 'summary'] as const,
  /** What its log has made of it. */
  runView: (connection: string, id: string) => [connection, 'runs', 'one', id, 'view'] as const,
  /** The output that a function was last given before this run. */
  lastOutput: (connection: string, run: string, name: string) => [connection, 'last output', run, name] as const,
  steps: (connection: string, id: string) => [connection, 'runs', 'one', id, 'steps'] as const,
  /** Its steps with the texts that searches found. */
  foundTexts: (connection: string, id: string) => [connection, 'runs', 'one', id, 'found texts'] as const,
  /** What passed on the wire about the run. */
  exchanges: (connection: string, id: string) => [connection, 'runs', 'one', id, 'exchanges'] as const,
  exchange: (connection: string, { run, ...one }: { run: string; number: number; isWhole: boolean }) =>
    [connection, 'exchange', run, one] as const,
  /** What is replayed is not asked for anew while it is shown. */
  recording: (connection: string, of: { readonly thread: string; readonly run: string }) =>
    [connection, 'recording', of] as const,
  notes: (connection: string, id: string) => [connection, 'runs', 'one', id, 'notes'] as const,
  note: (connection: string, { run, step }: { run: string; step: string }) =>
    [connection, 'runs', 'one', run, 'notes', step] as const,
}
