// Which kind of request one is, in few words: what stands in an address otherwise is ids, and there is no end of them.
import { kindOf, plainPath } from '../guard/paths'

const nouns = new Set([
  ...['assistants', 'threads', 'messages', 'runs', 'steps', 'files', 'models', 'vector_stores', 'file_batches'],
  ...['cancel', 'submit_tool_outputs', 'content', 'search', 'events', 'changes', 'settings', 'connections'],
  ...['transfers', 'session', 'keys', 'projects', 'storage'],
])

/** Such as `wire threads`, `wire threads/submit_tool_outputs`, `api settings/keys`, `page`. */
export function routeClassOf(target: string): string {
  const kind = isOfProcess(target) ? 'operations' : kindOf(target)
  if (kind !== 'wire' && kind !== 'api') return kind
  const named = wordsOf(target)
  const [first, last] = [named[0], named.at(-1)]
  if (first === undefined || last === undefined) return `${kind} other`
  return first === last ? `${kind} ${first}` : `${kind} ${first}/${last}`
}

export const isOfProcess = (target: string) => /^\/(?:healthz|readyz|metrics)(?:\?|$)/.test(target)

function wordsOf(target: string): readonly string[] {
  try {
    return plainPath(target)
      .split('/')
      .filter((word) => nouns.has(word))
  } catch {
    // What cannot be decoded is refused, and counted all the same.
    return []
  }
}
