import type { LoggedEvent, RunEvent } from '@/lib/protocol/event'
import type { ObjectTable } from '@/lib/backend/store/database'
import { isObjectOf, isRecord, jsonOf } from '@/lib/backend/store/document-shapes'
import { isKnown, unknownEvent } from '@/lib/run/unknown-frame'

const tables: Readonly<Record<string, ObjectTable>> = {
  assistant: 'assistants',
  thread: 'threads',
  'thread.message': 'messages',
  'thread.run': 'runs',
  'thread.run.step': 'steps',
}

/** The table that takes an object as it is; undefined for what is none of the wire's objects, or not of its shape. */
export function tableFor(value: unknown): ObjectTable | undefined {
  if (!isRecord(value)) return undefined
  const table = tables[String(value['object'])]
  return table && isObjectOf(table, String(value['id']), value) ? table : undefined
}

/** The event of a frame as it came; one that this version cannot read, by its name or shape, as unknown. */
export function frameEvent(event: string, data: string): RunEvent {
  const value = jsonOf(data)
  const read = { event, data: value }
  return isKnown(read) && hasShape(value)
    ? (read as Pick<LoggedEvent, 'event' | 'data'> as RunEvent)
    : unknownEvent(event, data)
}

/** What the fold relies on: objects are whole, deltas have what they change. */
function hasShape(value: unknown): boolean {
  if (!isRecord(value)) return false
  const { object, delta, error } = value
  switch (object) {
    case 'thread.message.delta':
      return typeof value['id'] === 'string' && isRecord(delta) && isListOrNothing(delta['content'])
    case 'thread.run.step.delta': {
      const details = isRecord(delta) ? delta['step_details'] : undefined
      return typeof value['id'] === 'string' && isRecord(details) && isListOrNothing(details['tool_calls'])
    }
    case undefined:
      return isRecord(error) && typeof error['message'] === 'string'
    default:
      return tableFor(value) !== undefined
  }
}

const isListOrNothing = (value: unknown) =>
  value === undefined || value === null || (Array.isArray(value) && value.every(isRecord))
