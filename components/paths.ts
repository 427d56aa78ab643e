// The addresses of the pages. Selection, filters and drafts stand in them.

interface ThreadOptions {
  /** Which assistant the composer starts with. */
  readonly assistant?: string
  /** What the composer starts with. */
  readonly draft?: string
}

const segment = encodeURIComponent

export const overviewPath = (connection: string) => `/${segment(connection)}`
export const assistantsPath = (connection: string) => `/${segment(connection)}/assistants`
export const newAssistantPath = (connection: string) => `/${segment(connection)}/assistants/new`
/** `view` = test: where there is room for one only, the test stands in front. */
export const assistantPath = (connection: string, id: string, { view }: { readonly view?: 'test' } = {}) =>
  `/${segment(connection)}/assistants/${segment(id)}${view ? `?view=${view}` : ''}`
export const threadsPath = (connection: string) => `/${segment(connection)}/threads`

export function threadPath(connection: string, id: string, { assistant, draft }: ThreadOptions = {}) {
  const query = new URLSearchParams({ ...(assistant && { assistant }), ...(draft && { draft }) })
  return `${threadsPath(connection)}/${segment(id)}${query.size > 0 ? `?${query}` : ''}`
}

export const runsPath = (connection: string) => `/${segment(connection)}/runs`
export const runPath = (connection: string, run: { thread_id: string; id: string }) =>
  `${threadPath(connection, run.thread_id)}/runs/${segment(run.id)}`
