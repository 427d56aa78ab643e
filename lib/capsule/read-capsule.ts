// Opens what somebody hands over. What in it is not as it should be opens as text, or not at all.
import type { LoggedEvent } from '@/lib/protocol/event'
import { excessOfExtent } from '@/lib/protocol/json-extent'
import type { RecordedRun, Recording } from '@/lib/run/recording'
import { isKnown, unknownEvent } from '@/lib/run/unknown-frame'
import {
  CAPSULE_SCHEMA,
  CAPSULE_VERSION,
  CapsuleError,
  type CapsuleFile,
  type CapsuleLabels,
  leftOutKinds,
  MAX_CAPSULE_BYTES,
  type OpenCapsule,
} from './capsule'
import { type Check, isId, isJson, isMoment, isText, type Json, listOf } from './checks'
import { createRest, type Sift } from './unreadable'
import { dataIn } from './in-html'
import { isEntry, isFailure, shapeOf } from './event-shapes'
import { isAssistant, isFile, isMessage, isThread } from './shapes'

/** What a file may hold: a schema within a schema has some levels, and a log of 100,000 events some values. */
const MAX_EXTENT = { levels: 256, values: 8_000_000 }

/** Reads a capsule out of the text of its HTML or its JSON. Throws `CapsuleError`. */
export function readCapsule(text: string): OpenCapsule {
  if (text.length > MAX_CAPSULE_BYTES) throw new CapsuleError('too_large', 'The file is larger than any capsule.')
  const json = dataIn(text)
  if (json === undefined) throw new CapsuleError('none', 'The file holds no run of Assistants Playground.')
  const excess = excessOfExtent(json, MAX_EXTENT)
  if (excess === 'levels') throw new CapsuleError('too_deep', 'What the file holds is nested deeper than any capsule.')
  if (excess) throw new CapsuleError('too_large', 'The file holds more than any capsule.')
  return capsuleOf(parsed(json))
}

function parsed(json: string): unknown {
  try {
    return withoutOwnProto(JSON.parse(json))
  } catch {
    throw new CapsuleError('broken', 'The file breaks off, or was changed: what it holds is no JSON.')
  }
}

/** What would be taken for an object's prototype where it is copied is no name of anything here. */
function withoutOwnProto(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__')
  for (const inner of Object.values(value)) withoutOwnProto(inner)
  return value
}

function capsuleOf(value: unknown): OpenCapsule {
  if (!isJson(value) || value['schema'] !== CAPSULE_SCHEMA) {
    throw new CapsuleError('none', 'The file holds no run of Assistants Playground.')
  }
  const { version, exported_ms, run_id, recording, labels, files, left_out, covered } = value
  if (typeof version === 'number' && version > CAPSULE_VERSION) {
    throw new CapsuleError(
      'later',
      `The file is of version ${version}; this playground reads up to ${CAPSULE_VERSION}.`,
    )
  }
  const isSound = version === CAPSULE_VERSION && isMoment(exported_ms) && (run_id === null || isText(run_id))
  if (!isSound || !isJson(recording)) throw wrong()
  const rest = createRest()
  const read = recordingOf(recording, rest.sift)
  if (run_id !== null && !read.runs.some(({ id }) => id === run_id)) throw wrong()
  return {
    schema: CAPSULE_SCHEMA,
    version: CAPSULE_VERSION,
    exported_ms: Number(exported_ms),
    run_id: run_id as string | null,
    recording: read,
    labels: labelsOf(labels),
    files: rest.sift('file', files, isFile) as unknown as readonly CapsuleFile[],
    left_out: leftOutKinds.filter((kind) => Array.isArray(left_out) && left_out.includes(kind)),
    covered: typeof covered === 'number' ? covered : 0,
    unreadable: rest.unreadable,
  }
}

const wrong = () => new CapsuleError('wrong', 'What stands in the file is not what a capsule has.')

/** Without its thread there is nothing to show. */
function recordingOf({ thread, title, messages, runs, assistants }: Json, sift: Sift): Recording {
  if (!isThread(thread) || !Array.isArray(messages) || !Array.isArray(runs)) throw wrong()
  return {
    thread: withMetadata(thread) as Recording['thread'],
    title: typeof title === 'string' ? title : null,
    messages: sift('message', messages, isMessage).map(withMetadata) as unknown as Recording['messages'],
    runs: onceEach(sift('run', runs, isRecordedRun).map((run) => runOf(run as unknown as RecordedRun, sift))),
    assistants: sift('assistant', assistants, isAssistant) as unknown as Recording['assistants'],
  }
}

/** Some services send null for none. */
function withMetadata<T>(object: T): T {
  if (!isJson(object) || !isNone(object['metadata']) || !withSome.includes(object['object'])) return object
  return { ...object, metadata: {} }
}

const withSome: readonly unknown[] = ['thread', 'thread.message', 'thread.run', 'thread.run.step']

const isNone = (value: unknown) => value === null || value === undefined

const onceEach = (runs: readonly RecordedRun[]) => [...new Map(runs.map((run) => [run.id, run])).values()]

const isRecordedRun: Check = (run) => isJson(run) && isId(run['id']) && Array.isArray(run['events'])

const runOf = ({ id, events }: RecordedRun, sift: Sift): RecordedRun => ({
  id,
  events: (sift('event', events, isEntry) as unknown as LoggedEvent[]).map(eventOf),
})

/** Numbered as they stand. One whose data are not what its name says stands in the log as its text. */
function eventOf(entry: LoggedEvent, index: number): LoggedEvent {
  const placed = { ...entry, seq: index + 1 }
  return isSoundEvent(entry)
    ? ({ ...placed, data: withMetadata(placed.data) } as LoggedEvent)
    : { ...placed, ...unknownEvent(entry.event, JSON.stringify(entry.data) ?? '') }
}

function isSoundEvent(entry: LoggedEvent): boolean {
  if (!isKnown(entry)) return false
  return 'error' in entry.data ? isFailure(entry.data) : (shapeOf[entry.data.object]?.(entry.data) ?? false)
}

function labelsOf(value: unknown): CapsuleLabels {
  const { thread, runs } = isJson(value) ? value : {}
  const known = Object.entries(isJson(runs) ? runs : {}).filter(([id, labels]) => isId(id) && listOf(isText)(labels))
  return {
    thread: listOf(isText)(thread) ? (thread as string[]) : [],
    runs: Object.fromEntries(known) as CapsuleLabels['runs'],
  }
}
