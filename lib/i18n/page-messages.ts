// Which texts come with which pages: a browser gets no others. lint/page-messages.test.ts finds what is missing, and
// what is not needed.

/** What stands around every page, and what its palette and its notes show. */
export const shellMessages = ['common', 'errors', 'palette', 'runs', 'shell', 'shortcuts', 'status', 'threads'] as const

/** What comes with the parts that show it: `lib/i18n/*-texts.ts`. */
export const lateMessages = ['findings', 'responders', 'capsule', 'tour'] as const

/** How other pages speak of a vector store. */
const storeWords = ['stores.counts', 'stores.state', 'stores.name'] as const

/** What the pages of each section need beyond that. */
export const sectionMessages = {
  overview: ['overview', 'templates'],
  files: ['files', 'lists', 'thread'],
  stores: ['assistants.form.tool', 'files', 'lists', 'thread.sources', 'stores'],
  assistants: ['assistants', 'demos', 'lists'],
  assistant: [
    ...[
      'comparison.again',
      'connections.python',
      'files.refusal',
      'files.size',
      'files.uploads',
      'inspector',
      'thread',
    ],
    ...storeWords,
  ],
  threads: ['lists', 'thread.by'],
  thread: [
    ...['assistants.choose', 'assistants.form.formats', 'assistants.json', 'files.refusal', 'files.size'],
    ...['comparison.again', 'comparison.choose', 'inspector', 'thread'],
    ...storeWords,
  ],
  replay: ['replay'],
  runs: ['assistants.choose', 'lists'],
  compare: ['assistants.choose', 'comparison', 'inspector', 'lists.labels', 'lists.rating', 'thread'],
  connections: ['connections'],
  models: ['connections', 'models'],
  mcp: ['mcp'],
  keys: ['people'],
  transfer: ['files.size', 'transfer'],
  present: ['demos', 'present'],
  shared: ['assistants.json', 'capsule', 'files.size', 'inspector', 'lists.labels', 'replay', 'thread', 'transfer'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type Section = keyof typeof sectionMessages
