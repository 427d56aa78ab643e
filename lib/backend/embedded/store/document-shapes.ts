// What of a stored document is looked at before it counts as the object that its row says it is: as much as every
// reader relies on, for a document is written whole or not at all.
import type { LoggedEvent } from '@/lib/protocol/event'
import type { ObjectTable } from './database'

interface Shape {
  readonly object: string
  /** What clients call it. */
  readonly noun: string
  readonly lists: readonly string[]
  readonly records: readonly string[]
}

export const shapes: Readonly<Record<ObjectTable, Shape>> = {
  assistants: { object: 'assistant', noun: 'assistant', lists: ['tools'], records: ['metadata'] },
  threads: { object: 'thread', noun: 'thread', lists: [], records: ['metadata'] },
  messages: { object: 'thread.message', noun: 'message', lists: ['content'], records: ['metadata'] },
  runs: { object: 'thread.run', noun: 'run', lists: ['tools'], records: [] },
  steps: { object: 'thread.run.step', noun: 'run step', lists: [], records: ['step_details'] },
}

/** Undefined for what is no JSON, which has no such value. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function isObjectOf(table: ObjectTable, id: string, value: unknown): boolean {
  const { object, lists, records } = shapes[table]
  return (
    isRecord(value) &&
    value['id'] === id &&
    value['object'] === object &&
    typeof value['created_at'] === 'number' &&
    lists.every((name) => Array.isArray(value[name])) &&
    records.every((name) => isRecord(value[name]))
  )
}

/** Events in order, with nothing missing between the first and the last. */
export const isBatch = (
  value: unknown,
  { first_seq, last_seq }: { first_seq: number; last_seq: number },
): value is LoggedEvent[] =>
  Array.isArray(value) &&
  value.length === last_seq - first_seq + 1 &&
  value.every(
    (event, index) =>
      isRecord(event) &&
      event['seq'] === first_seq + index &&
      typeof event['at'] === 'number' &&
      typeof event['event'] === 'string' &&
      isRecord(event['data']),
  )
