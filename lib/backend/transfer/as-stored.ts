// From an object as another server of the wire has it to one that can be stored here. What is there stays as it is, in
// its order; what is missing and every reader here relies on is added behind.
import { isObjectOf } from '@/lib/backend/store/document-shapes'
import type { ObjectTable } from '@/lib/backend/store/database'
import { isRaw, type Raw } from './unit'
import { withinLimits } from './within-limits'

/** Kinds that are objects of the wire here. */
export type StoredKind = 'assistant' | 'thread' | 'message' | 'run' | 'step'

export const tableOf = {
  assistant: 'assistants',
  thread: 'threads',
  message: 'messages',
  run: 'runs',
  step: 'steps',
} as const satisfies Record<StoredKind, ObjectTable>

const ended = { expired_at: null, cancelled_at: null, failed_at: null, completed_at: null }

/** What is meant where a key is missing. */
const defaults: Readonly<Record<StoredKind, Raw>> = {
  assistant: {
    object: 'assistant',
    created_at: 0,
    name: null,
    description: null,
    model: '',
    instructions: null,
    tools: [],
    tool_resources: null,
    metadata: {},
    temperature: null,
    top_p: null,
    response_format: 'auto',
  },
  thread: { object: 'thread', created_at: 0, tool_resources: null, metadata: {} },
  message: {
    object: 'thread.message',
    created_at: 0,
    status: 'completed',
    incomplete_details: null,
    completed_at: null,
    incomplete_at: null,
    role: 'user',
    content: [],
    assistant_id: null,
    run_id: null,
    attachments: [],
    metadata: {},
  },
  run: {
    object: 'thread.run',
    created_at: 0,
    assistant_id: '',
    status: 'completed',
    required_action: null,
    last_error: null,
    expires_at: null,
    started_at: null,
    cancelled_at: null,
    failed_at: null,
    completed_at: null,
    incomplete_details: null,
    model: '',
    instructions: '',
    tools: [],
    metadata: {},
    usage: null,
    temperature: null,
    top_p: null,
    max_prompt_tokens: null,
    max_completion_tokens: null,
    truncation_strategy: { type: 'auto', last_messages: null },
    tool_choice: 'auto',
    parallel_tool_calls: true,
    response_format: 'auto',
  },
  step: {
    object: 'thread.run.step',
    created_at: 0,
    assistant_id: '',
    status: 'completed',
    last_error: null,
    expires_at: null,
    ...ended,
    metadata: {},
    usage: null,
  },
}

/** These may be null elsewhere and are read as what is meant by that. */
const neverNull: Readonly<Record<StoredKind, readonly string[]>> = {
  assistant: ['tools', 'metadata', 'model', 'response_format'],
  thread: ['metadata'],
  message: ['metadata', 'content', 'status'],
  run: ['tools', 'metadata', 'model', 'instructions', 'assistant_id', 'truncation_strategy', 'tool_choice'],
  step: ['metadata', 'assistant_id'],
}

/** The object as it can be stored, in its thread; undefined where it is none. Runs are without their steps. */
export function asStored(kind: StoredKind, raw: Raw, threadId: string | null): Raw | undefined {
  const { steps: _, ...withoutSteps } = raw
  const own = kind === 'run' ? withoutSteps : raw
  const meant: Raw = isInThread(kind) ? { ...defaults[kind], thread_id: threadId } : defaults[kind]
  const added = Object.entries(meant).filter(([key]) => !(key in own))
  const object: Raw = { ...own, ...Object.fromEntries(added) }
  const nulls = neverNull[kind].filter((key) => object[key] === null)
  const whole = { ...object, ...Object.fromEntries(nulls.map((key) => [key, defaults[kind][key]])) }
  const made = makers[kind]?.(whole) ?? whole
  const isSound = isObjectOf(tableOf[kind], String(raw['id']), made) && hasTimes(made) && (sound[kind]?.(made) ?? true)
  return isSound && (!isInThread(kind) || made['thread_id'] === threadId) ? made : undefined
}

const isInThread = (kind: StoredKind) => kind === 'message' || kind === 'run' || kind === 'step'

/** Whole Unix seconds, as far as places of listings reach. */
export const isTime = (value: unknown) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 7_000_000_000

const hasTimes = (object: Raw) =>
  isTime(object['created_at']) &&
  Object.entries(object).every(([key, value]) => !key.endsWith('_at') || value === null || isTime(value))

/** What the columns beside a document, and whoever reads it, rely on. */
const sound: Partial<Record<StoredKind, (object: Raw) => boolean>> = {
  message: ({ role, run_id }) =>
    (role === 'user' || role === 'assistant') && (run_id === null || typeof run_id === 'string'),
  run: ({ assistant_id, usage }) =>
    typeof assistant_id === 'string' &&
    (usage === null || (isRaw(usage) && Number.isSafeInteger(usage['total_tokens'] ?? 0))),
}

const makers: Partial<Record<StoredKind, (object: Raw) => Raw>> = {
  assistant: (assistant) => withinLimits(assistant).object,
  run: (run) => withinLimits(run).object,
  message: (message) => ({ ...message, content: contentOf(message['content']) }),
  step(step) {
    const details = step['step_details']
    const type = isRaw(details) ? details['type'] : undefined
    return { ...step, type: step['type'] ?? type, step_details: isRaw(details) ? detailsOf(details) : details }
  },
}

/** Some write a text by itself, or leave out that nothing in it is annotated. */
function contentOf(content: unknown): unknown {
  if (typeof content === 'string') return [textPart(content)]
  if (!Array.isArray(content)) return content
  return content.map((part: unknown) => {
    const text = isRaw(part) && part['type'] === 'text' ? part['text'] : undefined
    if (typeof text === 'string') return textPart(text)
    return isRaw(part) && isRaw(text) && !('annotations' in text)
      ? { ...part, text: { ...text, annotations: [] } }
      : part
  })
}

export const textPart = (value: string) => ({ type: 'text', text: { value, annotations: [] } })

/** What readers rely on of the calls that are known here. */
const calls: Readonly<Record<string, Raw>> = {
  function: { name: '', arguments: '', output: null },
  code_interpreter: { input: '', outputs: [] },
}

/** Calls of tools that are unknown here are told by their type at least. */
function detailsOf(details: Raw): Raw {
  if (!Array.isArray(details['tool_calls'])) return details
  return { ...details, tool_calls: details['tool_calls'].map(callOf) }
}

function callOf(call: unknown): unknown {
  if (!isRaw(call) || typeof call['type'] !== 'string') return call
  const { type } = call
  const own = call[type] ?? {}
  if (!isRaw(own)) return call
  const missing = Object.entries(calls[type] ?? {}).filter(([key]) => !(key in own))
  return type in call && missing.length === 0 ? call : { ...call, [type]: { ...own, ...Object.fromEntries(missing) } }
}
