// What a request of the wire is about, as far as its path tells.

export interface WireCall {
  readonly method: string
  /** Begins behind the version. */
  readonly path: string
  readonly threadId: string | null
  readonly runId: string | null
  /** Whether its answer may tell of objects that are recorded; of files and models nothing is. */
  readonly isRecorded: boolean
  /** Begins a run, or sets one going again: what can be streamed. */
  readonly isLeg: boolean
}

const ofThread = /^\/threads\/(?!runs(?:\/|$))([^/]+)(?:\/runs\/([^/]+))?(?:\/|$)/
const leg = /^\/threads\/(?:runs|[^/]+\/runs(?:\/[^/]+\/submit_tool_outputs)?)$/

export function wireCallOf(method: string, path: string): WireCall {
  const [, threadId, runId] = ofThread.exec(path) ?? []
  return {
    method,
    path,
    threadId: threadId === undefined ? null : decoded(threadId),
    runId: runId === undefined ? null : decoded(runId),
    isRecorded: /^\/(?:assistants|threads)(?:\/|$)/.test(path),
    isLeg: method === 'POST' && leg.test(path),
  }
}

/** As it stands where it is no proper encoding: then it is no id of anything either. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
