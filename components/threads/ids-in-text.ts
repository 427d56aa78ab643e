/** More of them are left for another time. */
export const MAX_IDS = 2_000

/** `thread_…` with a digit somewhere, or long: words like `thread_id` stand beside ids in logs and code. */
const NAMED = /(?<![A-Za-z0-9])thread[_-](?=[\w-]*\d|[\w-]{16})[A-Za-z0-9][\w-]*/g
const UUID = /(?<![\w-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])/gi

/** The ids of threads in any text, each once, in their order. A text that is one word is taken for an id as it is. */
export function idsInText(text: string): readonly string[] {
  const trimmed = text.trim()
  const named = trimmed.match(NAMED) ?? trimmed.match(UUID) ?? []
  // A dash may be the text's, behind an id.
  const ids = named.map((id) => id.replace(/-+$/, ''))
  if (ids.length === 0 && /^[\w-]{4,128}$/.test(trimmed)) return [trimmed]
  return [...new Set(ids)]
}

const RUN = /(?<![A-Za-z0-9])run[_-](?=[\w-]*\d|[\w-]{16})[A-Za-z0-9][\w-]*/

/** A run with its thread, whose ids stand together in a text; undefined where one of them is missing. */
export function runInText(text: string): { readonly thread_id: string; readonly id: string } | undefined {
  const [thread_id] = text.match(NAMED) ?? []
  const [id] = RUN.exec(text) ?? []
  return thread_id !== undefined && id !== undefined ? { thread_id, id } : undefined
}
