// The objects that answers have told of, so that requests can be about some of them.

type Named = Readonly<Record<string, unknown>>

/** By the `object` that says what one is, and under which name paths and bodies mean it. */
const kinds: Readonly<Record<string, string>> = {
  assistant: 'assistant',
  thread: 'thread',
  'thread.message': 'message',
  'thread.run': 'run',
  'thread.run.step': 'step',
  file: 'file',
  vector_store: 'vector_store',
  'vector_store.file': 'store_file',
  'vector_store.files_batch': 'batch',
}

/** How many of a kind are remembered: the newest, which are more likely to be there. */
const MAX_KNOWN = 24

export interface WaitingRun {
  readonly id: string
  readonly thread_id: string
  readonly calls: readonly string[]
}

export type KnownObjects = ReturnType<typeof createKnownObjects>

export function createKnownObjects() {
  const known = new Map<string, Map<string, Named>>()
  const waiting = new Map<string, WaitingRun>()
  const ofKind = (kind: string) => {
    const found = known.get(kind) ?? new Map<string, Named>()
    known.set(kind, found)
    return found
  }

  function learn(value: unknown) {
    if (typeof value !== 'object' || value === null) return
    const { object, id, data } = value as Named
    if (Array.isArray(data)) data.forEach(learn)
    if (typeof object !== 'string' || typeof id !== 'string') return
    if (object.endsWith('.deleted') || (value as Named).deleted === true) return forget(id)
    const kind = kinds[object]
    if (kind === undefined) return
    add(kind, value as Named)
    if (kind === 'run') learnOfRun(value as Named)
    if (kind === 'file' && String((value as Named).filename).endsWith('.png')) add('image', value as Named)
  }

  function add(kind: string, value: Named) {
    const [all, id] = [ofKind(kind), value.id as string]
    all.delete(id)
    all.set(id, value)
    const [oldest] = all.keys()
    if (all.size > MAX_KNOWN && oldest !== undefined) all.delete(oldest)
  }

  function learnOfRun(run: Named) {
    const calls = (run.required_action as { submit_tool_outputs: { tool_calls: { id: string }[] } } | null)
      ?.submit_tool_outputs.tool_calls
    if (calls) {
      const { id, thread_id } = run as unknown as WaitingRun
      waiting.set(id, { id, thread_id, calls: calls.map((call) => call.id) })
    } else waiting.delete(run.id as string)
  }

  function forget(id: string) {
    for (const all of known.values()) all.delete(id)
    for (const run of waiting.values()) if (run.thread_id === id) waiting.delete(run.id)
  }

  /** The object of that kind that a number means; undefined while there is none. */
  const pick = (kind: string, number: number): Named | undefined => {
    const all = [...ofKind(kind).values()]
    return all[number % all.length]
  }

  const pickWaiting = (number: number): WaitingRun | undefined => {
    const all = [...waiting.values()]
    return all[number % all.length]
  }

  return { learn, pick, pickWaiting }
}
