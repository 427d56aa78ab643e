// What is asked of each operation, for the tests that hold all of them to the protocol.
import type { Refusal } from '@/lib/backend/testing/wire'
import type { Run } from '@/lib/protocol/run'
import type { TestBackend } from '../embedded'
import { call, stop, stopForCalls, text, type createTapes } from '../tapes'
import { settled } from '../weather'

export interface Stage {
  readonly wire: TestBackend
  readonly tapes: ReturnType<typeof createTapes>
}

/** Begins after the version; the query belongs to it. A form has its own header. */
export interface Ask {
  readonly path: string
  readonly body?: object | FormData
}

export interface Example {
  /** Requests that must be answered, one after the other. */
  readonly right: readonly Ask[]
  /** Requests that must be refused, and in which words. */
  readonly wrong: readonly (Ask & Partial<Refusal>)[]
}

/** By the operation's name; makes what its requests are about. */
export type Examples = Readonly<Record<string, (stage: Stage) => Promise<Example>>>

export const codes = {
  missing: { status: 400, code: 'missing_required_parameter' },
  unknown: { status: 400, code: 'unknown_parameter' },
  type: { status: 400, code: 'invalid_type' },
  value: { status: 400, code: 'invalid_value' },
} as const

export const gone = (noun: string, id: string) => ({ status: 404, message: `No ${noun} found with id '${id}'.` })

/** What is wrong with a request for a list, whatever of. */
export const wrongLists = (path: string): Example['wrong'] => [
  { path: `${path}?limit=0`, status: 400, param: 'limit', code: 'integer_below_min_value' },
  { path: `${path}?order=sideways`, ...codes.value, param: 'order' },
  { path: `${path}?after=none`, status: 400, param: 'after' },
]

const weather = { type: 'function', function: { name: 'weather', parameters: { type: 'object' } } } as const

/** A run that waits for the outputs of a call. */
export async function waitingRun({ wire, tapes }: Stage): Promise<Run> {
  tapes.put([...call(0, 'weather', '{}'), stopForCalls])
  const assistant = await wire.assistant({ tools: [weather] })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'What is the weather?' }] })
  return settled(wire, await wire.run(thread.id, { assistant_id: assistant.id }))
}

export async function completedRun({ wire, tapes }: Stage): Promise<Run> {
  tapes.put([text('Sunny.'), stop])
  const [assistant, thread] = [await wire.assistant(), await wire.thread()]
  return settled(wire, await wire.run(thread.id, { assistant_id: assistant.id }))
}

export const outputsOf = ({ required_action }: Run) =>
  (required_action?.submit_tool_outputs.tool_calls ?? []).map(({ id }) => ({ tool_call_id: id, output: 'sunny' }))

export function formOf(fields: Readonly<Record<string, string>>, file?: File): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  if (file) form.set('file', file)
  return form
}
