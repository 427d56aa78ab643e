// What of a stored document is looked at before it counts as the object that its row says it is: as much as every
// reader relies on. A document is written whole or not at all, but one flipped bit makes another name of a name.
import type { LoggedEvent } from '@/lib/protocol/event'
import { messageStatuses, runStatuses, stepStatuses } from '@/lib/protocol/status'
import { isPlace } from './column-shapes'
import type { ObjectTable } from './database'

type Value = Readonly<Record<string, unknown>>

interface Shape {
  readonly object: string
  /** What clients call it. */
  readonly noun: string
  /** Lists of objects. */
  readonly lists: readonly string[]
  readonly records: readonly string[]
  /** What else it has to be. */
  readonly holds?: (value: Value) => boolean
}

const ofType = (value: Value): unknown => value[String(value['type'])]

/** Text, a picture or a refusal: each stands under the name of its type. */
function isPart(part: Value): boolean {
  const inner = ofType(part)
  if (part['type'] === 'refusal') return typeof inner === 'string'
  return isRecord(inner) && (part['type'] !== 'text' || typeof inner['value'] === 'string')
}

const hasTools = ({ tools }: Value) => Array.isArray(tools) && tools.every(isTool)
const isCall = (call: unknown) => isRecord(call) && isRecord(ofType(call))
const isTool = (tool: Value) => typeof tool['type'] === 'string' && (tool['type'] !== 'function' || isCall(tool))

const isOneOf = (words: readonly string[], value: unknown) => words.some((word) => word === value)

/** Of the services that are recorded not all say how far a message is. */
const isMessage = ({ content, role, status = null }: Value) =>
  Array.isArray(content) &&
  content.every(isPart) &&
  isOneOf(['user', 'assistant'], role) &&
  (status === null || isOneOf(messageStatuses, status))

function isAnyStep({ step_details: details, status }: Value): boolean {
  if (!isOneOf(stepStatuses, status)) return false
  const inner = isRecord(details) ? ofType(details) : undefined
  return Array.isArray(inner) ? inner.every(isCall) : isRecord(inner) && typeof inner['message_id'] === 'string'
}

export const shapes: Readonly<Record<ObjectTable, Shape>> = {
  assistants: { object: 'assistant', noun: 'assistant', lists: ['tools'], records: ['metadata'], holds: hasTools },
  threads: { object: 'thread', noun: 'thread', lists: [], records: ['metadata'] },
  messages: {
    object: 'thread.message',
    noun: 'message',
    lists: ['content'],
    records: ['metadata'],
    holds: isMessage,
  },
  runs: {
    object: 'thread.run',
    noun: 'run',
    lists: ['tools'],
    records: [],
    holds: (run) => hasTools(run) && isOneOf(runStatuses, run['status']),
  },
  steps: { object: 'thread.run.step', noun: 'run step', lists: [], records: ['step_details'], holds: isAnyStep },
  files: {
    object: 'file',
    noun: 'file',
    lists: [],
    records: [],
    holds: ({ bytes, filename }) => Number.isSafeInteger(bytes) && typeof filename === 'string',
  },
  vector_stores: { object: 'vector_store', noun: 'vector store', lists: [], records: ['metadata'] },
  vector_store_files: { object: 'vector_store.file', noun: 'file', lists: [], records: [] },
  vector_store_batches: { object: 'vector_store.files_batch', noun: 'file batch', lists: [], records: [] },
}

/** Undefined for what is no JSON, which has no such value. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const isRecord = (value: unknown): value is Value =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isList = (value: unknown) => Array.isArray(value) && value.every(isRecord)

export function isObjectOf(table: ObjectTable, id: string, value: unknown): boolean {
  const { object, lists, records, holds } = shapes[table]
  return (
    isRecord(value) &&
    value['id'] === id &&
    value['object'] === object &&
    typeof value['created_at'] === 'number' &&
    lists.every((name) => isList(value[name])) &&
    records.every((name) => isRecord(value[name])) &&
    (!holds || holds(value))
  )
}

/**
 * Events in order from the number on with which the batch begins, with nothing missing between them, be they of this
 * version or of a later one.
 */
export const isBatch = (value: unknown, { first_seq }: { readonly first_seq: number }): value is LoggedEvent[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every(
    (event, index) =>
      isRecord(event) &&
      event['seq'] === first_seq + index &&
      typeof event['at'] === 'number' &&
      typeof event['event'] === 'string' &&
      'data' in event,
  )

/** The number of a batch's last event, where its column may say so; that of the first where it cannot be. */
export const lastSeqOf = ({ first_seq, last_seq }: { readonly first_seq: number; readonly last_seq: number }): number =>
  isPlace(last_seq) && last_seq >= first_seq ? last_seq : first_seq
